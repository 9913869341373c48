using Cachekit.CodeFixes.Keys;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Keys;

/// <summary>CACHEKIT104.</summary>
public sealed class ReadInKeyTests
{
    private const string User = "public interface ICurrentUser { string Id { get; } string? Region { get; } Profile? Profile { get; } bool IsIn(string role); } public sealed record Profile(Guid Team);\n";

    [Fact]
    public Task WhoIsAsking_IsReadInAPropertyOfTheKey() => FixRun.VerifyAsync(
        new ReadInKeyCodeFix(),
        "CACHEKIT104",
        User + """
        public partial class Orders(ICurrentUser user)
        {
            /// <summary>The latest.</summary>
            [Cache]
            public partial string Latest(int count);

            private string LatestCore(int count)
            {
                // Only their own.
                return $"the {count} latest orders of {user.Id}" + Suffix(); // user.Id
            }

            private string Suffix() => user.Id.Length > 3 ? user.Id : nameof(user.Id);

            public static IEnumerable<string> Of(List<ICurrentUser> all) => all.ConvertAll(user => user.Id);
            public IEnumerable<string> Two(List<ICurrentUser> all) => all.ConvertAll(user => user.Id);
        }
        """,
        User + """
        public partial class Orders(ICurrentUser user)
        {
            [CacheKey]
            private string UserId => user.Id;

            /// <summary>The latest.</summary>
            [Cache]
            public partial string Latest(int count);

            private string LatestCore(int count)
            {
                // Only their own.
                return $"the {count} latest orders of {UserId}" + Suffix(); // user.Id
            }

            private string Suffix() => UserId.Length > 3 ? UserId : nameof(user.Id);

            public static IEnumerable<string> Of(List<ICurrentUser> all) => all.ConvertAll(user => user.Id);
            public IEnumerable<string> Two(List<ICurrentUser> all) => all.ConvertAll(user => user.Id);
        }
        """,
        "Read 'user.Id' in a property with [CacheKey]");

    [Theory]
    [InlineData("_user.Region", "string?", "Region")]
    [InlineData("_user.Profile?.Team", "Guid?", "Team")]
    [InlineData("_user.Profile!.Team", "Guid", "Team")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture.Name", "string", "CurrentCultureName")]
    public Task ValuesOfSeveralKinds_AreRead(string value, string type, string name) => FixRun.VerifyAsync(
        new ReadInKeyCodeFix(),
        "CACHEKIT104",
        User + $"public partial class Orders\n{{\n\tprivate readonly ICurrentUser _user; // Who.\n\n\tpublic Orders(ICurrentUser user) => _user = user;\n\n\t[Cache]\n\tpublic partial string Get(int id);\n\n\tprivate string GetCore(int id) => $\"{{id}}{{{value}}}\";\n}}\n",
        User + $"public partial class Orders\n{{\n\tprivate readonly ICurrentUser _user; // Who.\n\n\tpublic Orders(ICurrentUser user) => _user = user;\n\n\t[CacheKey]\n\tprivate {type} {name} => {value};\n\n\t[Cache]\n\tpublic partial string Get(int id);\n\n\tprivate string GetCore(int id) => $\"{{id}}{{{name}}}\";\n}}\n");

    [Fact]
    public Task DecoratedClass_HasAPropertyThatItsDecoratorCanRead() => FixRun.VerifyAsync(
        new ReadInKeyCodeFix(),
        "CACHEKIT104",
        User + """
        public interface IOrders { string Latest(int count); }

        [CacheDecorator]
        public class Orders(ICurrentUser user) : IOrders
        {
            [Cache]
            public string Latest(int count) => $"the {count} latest orders of {user.Id}";
        }
        """,
        User + """
        public interface IOrders { string Latest(int count); }

        [CacheDecorator]
        public class Orders(ICurrentUser user) : IOrders
        {
            [CacheKey]
            internal string UserId => user.Id;

            [Cache]
            public string Latest(int count) => $"the {count} latest orders of {UserId}";
        }
        """,
        "Read 'user.Id' in a property with [CacheKey]");

    [Fact]
    public Task MethodInARegion_HasItsPropertyThere() => FixRun.VerifyAsync(
        new ReadInKeyCodeFix(),
        "CACHEKIT104",
        User + """
        public class Page { protected ICurrentUser Me { get; init; } = null!; }

        public partial class Orders : Page
        {
            #region Cached
            // The count.
            [Cache]
            public partial Task<int> CountAsync();
            #endregion

            private async Task<int> CountCoreAsync()
            {
                await Task.Yield();
                return Me
                    .Id.Length;
            }
        }
        """,
        User + """
        public class Page { protected ICurrentUser Me { get; init; } = null!; }

        public partial class Orders : Page
        {
            #region Cached
            [CacheKey]
            private string MeId => Me.Id;

            // The count.
            [Cache]
            public partial Task<int> CountAsync();
            #endregion

            private async Task<int> CountCoreAsync()
            {
                await Task.Yield();
                return MeId.Length;
            }
        }
        """);

    [Fact]
    public Task TenantOfASecureType_IsMarkedAsOne() => FixRun.VerifyAsync(
        new ReadInKeyCodeFix(),
        "CACHEKIT104",
        "[Secure] public partial class C(ITenantContext context) { [Cache] public partial string Get(int id); private string GetCore(int id) => context.TenantId + id; } public interface ITenantContext { string TenantId { get; } }",
        "[Secure] public partial class C(ITenantContext context) { [CacheTenant] private string TenantId => context.TenantId; [Cache] public partial string Get(int id); private string GetCore(int id) => TenantId + id; } public interface ITenantContext { string TenantId { get; } }");

    [Theory]
    [InlineData("private int GetCore(int id) => DateTime.Now.Hour;")]
    [InlineData("private int GetCore(int id) => TimeZoneInfo.Local.Id.Length;")]
    [InlineData("private int GetCore(int id) => user.GetHashCode() + System.Globalization.CultureInfo.CurrentCulture.GetHashCode() + Of(System.Globalization.CultureInfo.CurrentCulture); private static int Of(object o) => 1;")]
    [InlineData("private int GetCore(int id) => user.Id.Length; private string UserId => \"\";")]
    [InlineData("private int GetCore(int id) => user.Profile is null ? 0 : user.Profile.Team.GetHashCode();")]
    [InlineData("private int GetCore(int id) { var who = user; return who.Id.Length; }")]
    public Task WhatIsNoSimpleValue_StaysInTheBody(string members) => FixRun.VerifyNothingAsync(
        new ReadInKeyCodeFix(), "CACHEKIT104", User + "public partial class C(ICurrentUser user) { [Cache] public partial int Get(int id); " + members + " }");
}
