namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>What people write who use Cachekit for the first time, with what a build says of it: our diagnostics at their places, and the errors of the compiler.</summary>
internal static class CommonMistakes
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Net.Http;
        using System.Runtime.CompilerServices;
        using System.Security.Claims;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;
        using Microsoft.Extensions.Logging;
        using Microsoft.Extensions.Options;
        namespace Shop;
        public sealed record Product(int Id, string Name);
        public interface IProductStore { Task<Product> LoadAsync(int id); }
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }

        """;

    /// <summary>Mistakes with where [Cache] stands.</summary>
    public static TheoryData<string, string> Placement => new()
    {
        { "public class C { [Cache] public int {|CACHEKIT001:Get|}(int a) => a; }", "" },
        { "public class C { [Cache] public async Task<int> {|CACHEKIT001:GetAsync|}(int a) { await Task.Yield(); return a; } }", "" },
        { "public partial class C { [Cache] public async partial Task<int> {|CACHEKIT002:GetAsync|}(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }", "CS1994" },
        { "public partial class C { [Cache] public int Price => 1; }", "CS0592" },
        { "public partial class C { public int Price { [Cache] {|CACHEKIT002:get|} => 1; } }", "" },
        { "public partial class C { [Cache] public C(int a) { } }", "CS0592" },
        { "public class C { public int M() { [Cache] int {|CACHEKIT002:Local|}(int a) => a; return Local(1); } }", "" },
        { "public interface IC { [Cache] int {|CACHEKIT002:Get|}(int a); }", "" },
        { "public interface IC { [Cache] Task<int> {|CACHEKIT002:GetAsync|}(int a); } public class C : IC { public Task<int> GetAsync(int a) => Task.FromResult(a); }", "" },
        { "public partial interface IC { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS8795" },
        { "public abstract partial class C { [Cache] public abstract int {|CACHEKIT002:Get|}(int a); }", "" },
        { "public abstract partial class C { [Cache] public abstract partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS0750 CS8795" },
        { "public partial class C { [Cache] public static extern int {|CACHEKIT002:Get|}(int a); }", "" },
        { "public partial class C { [Cache] public extern partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS0759" },
        { "public partial class C { [Cache] public static C operator {|CACHEKIT002:+|}(C a, C b) => a; }", "" },
        { "public partial class C { [Cache] public static explicit operator {|CACHEKIT002:int|}(C a) => 1; }", "" },
        { "public partial class C { [Cache] int this[int a] => a; }", "CS0592" },
        { "public static class C { [Cache] public static partial int {|CACHEKIT002:Get|}(int a); private static int GetCore(int a) => a; }", "CS0751 CS8795" },
        { "public class C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS0751 CS8795" },
        { "public class Outer { public partial class C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; } }", "CS8795" },
        { "public ref partial struct C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS8795" },
        { "file partial class C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS8795" },
        { "[Cache] public partial class C { public int Get(int a) => a; }", "CS0592" },
        { "public delegate int D(int a); public partial class C { [Cache] public D Get = a => a; }", "CS0592" },
        { "public partial class C { [Cache] public event Action? E; }", "CS0592" },
        { "public partial class C { [Cache] partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => a; }", "CS8796" },
        { "public partial class C { [Cache] partial void {|CACHEKIT005:Get|}(int a); }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT001:Get|}(int a) { return a; } }", "CS0759" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT001:Get|}(int a) => a; }", "CS0759" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT007:Get|}(int a); public partial int Get(int a) => a; }", "" },
        { "public partial class C : IProductStore { [Cache] async Task<Product> IProductStore.{|CACHEKIT002:LoadAsync|}(int id) => new(id, \"\"); }", "" },
        { "int x = 1; partial class P { [Cache] static partial int {|CACHEKIT002:Get|}(int a); static int GetCore(int a) => a; }", "CS0116 CS8796" },
    };

    /// <summary>Mistakes with the uncached body.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "public partial class C { [Cache] public partial int {|CACHEKIT003:Get|}(int a); }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT003:Get|}(int a); private int Getcore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT003:Get|}(int a); private int getCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT003:Get|}(int a); private int GetImpl(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial Task<int> {|CACHEKIT003:GetAsync|}(int a); private Task<int> GetAsyncCore(int a) => Task.FromResult(a); }", "" },
        { "public partial class C { [Cache] public partial Task<int> {|CACHEKIT003:GetAsync|}(int a); private Task<int> GetCore(int a) => Task.FromResult(a); }", "" },
        { "public partial class C { [Cache] public partial Task<int> {|CACHEKIT004:GetAsync|}(int a); private int GetCoreAsync(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(string a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a, int b); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(int a, int b) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private long GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial string {|CACHEKIT011:Get|}(int a); private string? GetCore(int a) => null; }", "" },
        { "public partial class C { [Cache] public partial int? {|CACHEKIT004:Get|}(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public static partial int {|CACHEKIT004:Get|}(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}<T>(T a); private int GetCore(object a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}<T>(T a); private int GetCore<T>(T a) where T : class => 1; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}<T>(T a); private int GetCore<TA, TB>(TA a) => 1; }", "" },
        { "public partial class C { [Cache] public partial T {|CACHEKIT200:Get|}<T>(int a); private T GetCore<T>(int a) => default!; }", "" },
        { "public partial class C { [Cache] public partial Task<int> {|CACHEKIT004:GetAsync|}(int a); private async void GetCoreAsync(int a) { await Task.Yield(); } }", "" },
        { "public class B { private int GetCore(int a) => a; } public partial class C : B { [Cache] public partial int {|CACHEKIT003:Get|}(int a); }", "" },
        { "public partial class C { [Cache(Source = {|CACHEKIT003:\"Load\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Source = {|CACHEKIT004:\"GetCore\"|})] public partial int Get(int a); private int GetCore(string a) => 1; private int GetCore(long a) => 1; }", "" },
        { "public partial class C { [Cache(Source = {|CACHEKIT003:\"\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Source = {|CACHEKIT003:nameof(Get)|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a, string b); private int GetCore(string b, int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int {|CACHEKIT004:Distance|}(int from, int to); private int DistanceCore(int to, int from) => to - from; }", "" },
        { "public partial class C { [Cache] public partial Task<int> {|CACHEKIT004:GetAsync|}(int from, CancellationToken ct, int to, int by); private Task<int> GetCoreAsync(int by, int to, int from, CancellationToken ct) => Task.FromResult(to); }", "" },
        { "public partial class C { [Cache] public partial Task<Product> GetAsync(int id, CancellationToken ct); private Task<Product> {|CACHEKIT012:GetCoreAsync|}(int id) => null!; }", "" },
        { "public partial class C { [Cache] public partial Task<Product> GetAsync(int id); private async Task<Product> GetCoreAsync(int id) => await {|CACHEKIT013:GetAsync(id)|}; }", "" },
    };

    /// <summary>Mistakes with what is returned.</summary>
    public static TheoryData<string, string> Results => new()
    {
        { "public partial class C { [Cache] public partial void {|CACHEKIT005:Get|}(int a); private void GetCore(int a) { } }", "" },
        { "public partial class C { [Cache] public partial Task {|CACHEKIT005:GetAsync|}(int a); private Task GetCoreAsync(int a) => Task.CompletedTask; }", "" },
        { "public partial class C { [Cache] public partial Task {|CACHEKIT005:GetAsync|}(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(1); }", "" },
        { "public partial class C { [Cache] public partial Stream {|CACHEKIT203:Get|}(int a); private Stream GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Task<FileStream> {|CACHEKIT203:GetAsync|}(int a); private Task<FileStream> GetCoreAsync(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Task<HttpResponseMessage> {|CACHEKIT203:GetAsync|}(int a); private Task<HttpResponseMessage> GetCoreAsync(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial IQueryable<Product> {|CACHEKIT203:Get|}(int a); private IQueryable<Product> GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Func<int> {|CACHEKIT203:Get|}(int a); private Func<int> GetCore(int a) => () => 1; }", "" },
        { "public partial class C { [Cache] public partial Expression<Func<Product, bool>> {|CACHEKIT203:Get|}(int a); private Expression<Func<Product, bool>> GetCore(int a) => p => true; }", "" },
        { "public partial class C { [Cache] public partial Task<Task<int>> {|CACHEKIT203:GetAsync|}(int a); private Task<Task<int>> GetCoreAsync(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Task<IAsyncEnumerable<int>> {|CACHEKIT620:GetAsync|}(int a); private Task<IAsyncEnumerable<int>> GetCoreAsync(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial object {|CACHEKIT201:Get|}(int a); private object GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial dynamic {|CACHEKIT201:Get|}(int a); private dynamic GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial IProductStore {|CACHEKIT202:Get|}(int a); private IProductStore GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial IDisposable {|CACHEKIT203:Get|}(int a); private IDisposable GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Span<int> {|CACHEKIT005:Get|}(int a); private Span<int> GetCore(int a) => default; }", "" },
        { "public unsafe partial class C { [Cache] public partial int* {|CACHEKIT005:Get|}(int a); private int* GetCore(int a) => null; }", "" },
        { "public partial class C { [Cache] public partial ref int {|CACHEKIT005:Get|}(int a); private ref int GetCore(int a) => throw null!; }", "" },
        { "public abstract class Animal { } public partial class C { [Cache] public partial Animal {|CACHEKIT202:Get|}(int a); private Animal GetCore(int a) => null!; }", "" },
        { "public class Node { public Node? Parent { get; set; } public int Id { get; set; } } public partial class C { [Cache] public partial Node {|CACHEKIT215:Get|}(int a); private Node GetCore(int a) => null!; }", "" },
        { "public class Hidden { private Hidden() { } public int Id { get; set; } } public partial class C { [Cache] public partial Hidden {|CACHEKIT206:Get|}(int a); private Hidden GetCore(int a) => null!; }", "" },
        { "public class GetOnly { public int Id { get; } } public partial class C { [Cache] public partial GetOnly {|CACHEKIT207:Get|}(int a); private GetOnly GetCore(int a) => null!; }", "" },
        { "public class Line { public Action Handler { get; set; } = null!; } public class Order { public List<Line> Lines { get; set; } = null!; } public partial class C { [Cache] public partial Order {|CACHEKIT203:Get|}(int a); private Order GetCore(int a) => null!; }", "" },
        { "public class MyList : List<int> { public string Name { get; set; } = \"\"; } public partial class C { [Cache] public partial MyList {|CACHEKIT205:Get|}(int a); private MyList GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Type {|CACHEKIT203:Get|}(int a); private Type GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Exception {|CACHEKIT203:Get|}(int a); private Exception GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial System.Text.Json.JsonDocument {|CACHEKIT203:Get|}(int a); private System.Text.Json.JsonDocument GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial System.Data.DataTable {|CACHEKIT203:Get|}(int a); private System.Data.DataTable GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial System.Collections.ArrayList {|CACHEKIT201:Get|}(int a); private System.Collections.ArrayList GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Lazy<int> {|CACHEKIT203:Get|}(int a); private Lazy<int> GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial Cacheable<int> {|CACHEKIT005:Get|}(int a); private Cacheable<int> GetCore(int a) => default!; }", "" },
        { "public partial class C { [Cache] public partial IEnumerator<int> {|CACHEKIT203:Get|}(int a); private IEnumerator<int> GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial IGrouping<int, Product> {|CACHEKIT204:Get|}(int a); private IGrouping<int, Product> GetCore(int a) => null!; }", "" },
        { "public partial class C { [Cache] public partial ILookup<int, Product> {|CACHEKIT204:Get|}(int a); private ILookup<int, Product> GetCore(int a) => null!; }", "" },
    };

    /// <summary>Mistakes with what is passed.</summary>
    public static TheoryData<string, string> Parameters => new()
    {
        { "public partial class C { [Cache] public partial int Get(ref int {|CACHEKIT006:a|}); private int GetCore(ref int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int Get(out int {|CACHEKIT006:a|}); private int GetCore(out int a) => a = 1; }", "" },
        { "public partial class C { [Cache] public partial bool TryGet(int id, out Product {|CACHEKIT006:p|}); private bool TryGetCore(int id, out Product p) { p = null!; return true; } }", "" },
        { "public partial class C { [Cache] public partial int Get(Span<int> {|CACHEKIT006:a|}); private int GetCore(Span<int> a) => 1; }", "" },
        { "public partial class C { [Cache] public unsafe partial int Get(int* {|CACHEKIT006:a|}); private unsafe int GetCore(int* a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(object {|CACHEKIT100:a|}); private int GetCore(object a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(dynamic {|CACHEKIT100:a|}); private int GetCore(dynamic a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IProductStore {|CACHEKIT100:store|}, int id); private int GetCore(IProductStore store, int id) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(ILogger<C> {|CACHEKIT100:log|}, int id); private int GetCore(ILogger<C> log, int id) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IServiceProvider {|CACHEKIT100:services|}, int id); private int GetCore(IServiceProvider services, int id) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(HttpClient {|CACHEKIT100:http|}, int id); private int GetCore(HttpClient http, int id) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IOptions<Customer> {|CACHEKIT100:o|}, int id); private int GetCore(IOptions<Customer> o, int id) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(ClaimsPrincipal {|CACHEKIT100:user|}); private int GetCore(ClaimsPrincipal user) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(Customer {|CACHEKIT103:c|}); private int GetCore(Customer c) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(Func<int, bool> {|CACHEKIT100:f|}); private int GetCore(Func<int, bool> f) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(Expression<Func<Product, bool>> {|CACHEKIT100:f|}); private int GetCore(Expression<Func<Product, bool>> f) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(Stream {|CACHEKIT100:s|}); private int GetCore(Stream s) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IQueryable<Product> {|CACHEKIT101:q|}); private int GetCore(IQueryable<Product> q) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IEnumerable<int> {|CACHEKIT101:q|}); private int GetCore(IEnumerable<int> q) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IAsyncEnumerable<int> {|CACHEKIT101:q|}); private int GetCore(IAsyncEnumerable<int> q) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(Type {|CACHEKIT100:t|}); private int GetCore(Type t) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(Task<int> {|CACHEKIT100:t|}); private int GetCore(Task<int> t) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(CancellationTokenSource {|CACHEKIT100:t|}); private int GetCore(CancellationTokenSource t) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IProgress<int> {|CACHEKIT100:t|}, int a); private int GetCore(IProgress<int> t, int a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(IComparer<int> {|CACHEKIT100:t|}, int a); private int GetCore(IComparer<int> t, int a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(CultureInfo {|CACHEKIT100:t|}, int a); private int GetCore(CultureInfo t, int a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(DateTime {|CACHEKIT105:t|}); private int GetCore(DateTime t) => 1; }", "" },
        { "public sealed record Filter(string Text, Customer Owner); public partial class C { [Cache] public partial int Get(Filter {|CACHEKIT102:f|}); private int GetCore(Filter f) => 1; }", "" },
        { "public sealed record Query(string Text, Func<int> Make); public partial class C { [Cache] public partial int Get(Query {|CACHEKIT102:f|}); private int GetCore(Query f) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get([CacheKey, CacheIgnore] int {|CACHEKIT010:a|}); private int GetCore(int a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get(int a); private int GetCore([CacheKey] int {|CACHEKIT108:a|}) => 1; }", "" },
        { "public partial class C { [CacheKey] public static string {|CACHEKIT108:Region|} = \"\"; [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }", "" },
        { "public interface I { string Region { get; } } public partial class C : I { [CacheKey] string I.{|CACHEKIT108:Region|} => \"\"; [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }", "" },
        { "public interface I { string Region { get; } int Get(int a); } [CacheDecorator] public class C : I { [CacheKey] string I.{|CACHEKIT108:Region|} => \"\"; [Cache] public int Get(int a) => 1; }", "" },
        { "public partial class C { [field: CacheKey] public string {|CACHEKIT108:Region|} { get; init; } = \"\"; [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }", "" },
        { "public partial class C { [Cache] public partial int Get([CacheKey] CancellationToken {|CACHEKIT108:ct|}, int a); private int GetCore(int a, CancellationToken ct) => 1; }", "" },
    };

    /// <summary>Mistakes with settings.</summary>
    public static TheoryData<string, string> Settings => new()
    {
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"5 minutes\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"5 m\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"5M\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"5min\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"-1m\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"0\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"300\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"00:05:00\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"1.5h\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"PT5M\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"forever\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"1w\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Ttl = 300)] public partial int Get(int a); private int GetCore(int a) => a; }", "CS0029" },
        { "public partial class C { [Cache(Ttl = TimeSpan.FromMinutes(5))] public partial int Get(int a); private int GetCore(int a) => a; }", "CS0029" },
        { "public partial class C { static string T = \"5m\"; [Cache(Ttl = T)] public partial int Get(int a); private int GetCore(int a) => a; }", "CS0182" },
        { "public partial class C { [Cache(\"5m\")] public partial int Get(int a); private int GetCore(int a) => a; }", "CS1503" },
        { "public partial class C { [Cache(TTL = \"5m\")] public partial int Get(int a); private int GetCore(int a) => a; }", "CS0246" },
        { "public partial class C { [Cache(NullTtl = {|CACHEKIT301:\"5m\"|}, CacheNulls = false)] public partial string? Get(int a); private string? GetCore(int a) => null; }", "" },
        { "public partial class C { [Cache(StaleFor = {|CACHEKIT307:\"5m\"|}, Ttl = \"never\")] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(StaleFor = {|CACHEKIT300:\"5x\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Preset.Test, SwrEnabled = {|CACHEKIT308:true|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Preset.Minimal, FailSafe = {|CACHEKIT309:true|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache({|CACHEKIT303:Preset.Io|}, Backend = \"eu\")] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(SwrThresholdRatio = {|CACHEKIT306:5|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Jitter = {|CACHEKIT306:0.9|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(SoftTimeout = {|CACHEKIT307:\"5s\"|}, HardTimeout = \"1s\", StaleFor = \"1m\")] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => null!; }", "" },
        { "public partial class C { [Cache(Sliding = {|CACHEKIT307:true|}, Ttl = \"never\")] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(LocalMaxSizeMb = {|CACHEKIT306:0|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache(Backend = {|CACHEKIT305:\"\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "[CacheNamespace({|CACHEKIT302:\"my shop\"|})] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "[CacheNamespace({|CACHEKIT330:\"the-shop-of-the-european-subsidiary-in-its-second-version\"|})] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
    };

    /// <summary>Mistakes with entries that other SDKs read.</summary>
    public static TheoryData<string, string> Shared => new()
    {
        { "public partial class C { [Cache(Interop = {|CACHEKIT310:\"get\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "[CacheNamespace({|CACHEKIT311:\"Shop\"|})] public partial class C { [Cache(Interop = \"get\")] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = {|CACHEKIT311:\"Get Product\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = \"get\")] public partial int Get(Product {|CACHEKIT312:a|}); private int GetCore(Product a) => 1; }", "" },
        { "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = \"get\")] public partial HashSet<int> {|CACHEKIT313:Get|}(int a); private HashSet<int> GetCore(int a) => null!; }", "" },
        { "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = \"get\")] public partial int Get(int a); private int GetCore(int a) => a; [Cache(Interop = {|CACHEKIT319:\"get\"|})] public partial string Name(int a); private string NameCore(int a) => \"\"; }", "" },
        { "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = \"get\")] public partial int Get(int a); private int GetCore(int a) => a; } [CacheNamespace(\"shop\")] public partial class D { [Cache(Interop = {|CACHEKIT319:\"get\"|})] public partial string Name(string a); private string NameCore(string a) => \"\"; }", "" },
        { "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = \"get\", Version = {|CACHEKIT314:\"2\"|})] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
    };

    /// <summary>Mistakes with encryption and tenants.</summary>
    public static TheoryData<string, string> Security => new()
    {
        { "public partial class C { [{|CACHEKIT400:Secure|}] public int Get(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial int Get([CacheTenant] string {|CACHEKIT401:t|}); private int GetCore(string t) => 1; }", "" },
        { "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] int {|CACHEKIT402:t|}); private int GetCore(int t) => 1; }", "" },
        { "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string t, [CacheTenant] string {|CACHEKIT403:u|}); private int GetCore(string t, string u) => 1; }", "" },
        { "public partial class C { [Cache, Secure] public partial int Get(string {|CACHEKIT410:tenantId|}); private int GetCore(string tenantId) => 1; }", "" },
        { "public sealed record User(int Id, string Password); public partial class C { [Cache] public partial User {|CACHEKIT409:Get|}(int id); private User GetCore(int id) => null!; }", "" },
    };

    /// <summary>Mistakes with invalidation and tags.</summary>
    public static TheoryData<string, string> Invalidation => new()
    {
        { "public partial class C { [Invalidates({|CACHEKIT500:\"Get\"|})] public partial void Set(int a); private void SetCore(int a) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT500:\"get\"|})] public partial void Set(int id); private void SetCore(int id) { } }", "" },
        { "public partial class C { [Cache] public partial int GetAsync(int id); private int GetCoreAsync(int id) => 1; [Invalidates({|CACHEKIT500:\"Get\"|})] public partial void Set(int id); private void SetCore(int id) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates(nameof(Get))] public partial IAsyncEnumerable<int> {|CACHEKIT508:ImportAsync|}(int id); private async IAsyncEnumerable<int> ImportCoreAsync(int id) { await Task.Yield(); yield return id; } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates(nameof(Get))] public partial Task<IAsyncEnumerable<int>> {|CACHEKIT508:ImportAsync|}(int id); private Task<IAsyncEnumerable<int>> ImportCoreAsync(int id) => null!; }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [InvalidatesTag(\"all\")] public partial IEnumerable<int> {|CACHEKIT508:Import|}(int id); private IEnumerable<int> ImportCore(int id) { yield return id; } }", "" },
        { "public interface IStore { int Get(int id); IAsyncEnumerable<int> ImportAsync(int id); } [CacheDecorator] public partial class Store : IStore { [Cache] public int Get(int id) => 1; [Invalidates(nameof(Get))] public async IAsyncEnumerable<int> {|CACHEKIT508:ImportAsync|}(int id) { await Task.Yield(); yield return id; } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Set(int productId); private void SetCore(int productId) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Set(Product p); private void SetCore(Product p) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Set(string id); private void SetCore(string id) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates(nameof(Get))] public void {|CACHEKIT001:Set|}(int id) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT500:nameof(GetCore)|})] public partial void Set(int id); private void SetCore(int id) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT500:null!|})] public partial void Set(int id); private void SetCore(int id) { } }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates] public partial void Set(int id); private void SetCore(int id) { } }", "CS7036" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Cache, Invalidates(nameof(Get))] public partial int {|CACHEKIT009:Both|}(int id); private int BothCore(int id) => 1; }", "" },
        { "public partial class D { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; } public partial class C { [Invalidates({|CACHEKIT500:nameof(D.Get)|})] public partial void Set(int id); private void SetCore(int id) { } }", "" },
        { "public partial class C { [Cache] public static partial int Get(int id); private static int GetCore(int id) => 1; [Invalidates(nameof(Get))] public partial void {|CACHEKIT003:Set|}(int id); }", "" },
        { "public partial class C { [Cache, CacheTag({|CACHEKIT503:\"user:{userid}\"|})] public partial int Get(int userId); private int GetCore(int userId) => 1; }", "" },
        { "public partial class C { [Cache, CacheTag({|CACHEKIT502:\"user:{id\"|})] public partial int Get(int id); private int GetCore(int id) => 1; }", "" },
        { "public partial class C { [Cache, CacheTag({|CACHEKIT502:\"\"|})] public partial int Get(int id); private int GetCore(int id) => 1; }", "" },
        { "public partial class C { [Cache, CacheTag({|CACHEKIT503:\"user:{id:D}\"|})] public partial int Get(int id); private int GetCore(int id) => 1; }", "" },
        { "public partial class C { [Cache, CacheTag({|CACHEKIT503:\"user:{p.Id}\"|})] public partial int Get(Product p); private int GetCore(Product p) => 1; }", "" },
        { "public partial class C { [Cache, CacheTag({|CACHEKIT504:\"user:{p}\"|})] public partial int Get(Product p); private int GetCore(Product p) => 1; }", "" },
        { "public partial class C { [Cache, CacheTag(\"u:{id}\"), CacheTag({|CACHEKIT505:\"u:{id}\"|})] public partial int Get(int id); private int GetCore(int id) => 1; }", "" },
        { "public partial class C { [{|CACHEKIT506:CacheTag(\"u:{id}\")|}] public int Get(int id) => 1; }", "" },
        { "public partial class C { [InvalidatesTag({|CACHEKIT503:\"u:{Id}\"|})] public partial void Set(int id); private void SetCore(int id) { } }", "" },
        { "public partial class C { [InvalidatesTag(\"u\")] public void {|CACHEKIT001:Set|}(int id) { } }", "" },
    };

    /// <summary>Mistakes with state, batches and the rest.</summary>
    public static TheoryData<string, string> State => new()
    {
        { "public partial class C { public string Region { get; set; } = \"\"; [Cache] public partial int Get(int id); private int GetCore(int id) => {|CACHEKIT106:Region|}.Length; }", "" },
        { "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => DateTime.{|CACHEKIT104:Now|}.Hour; }", "" },
        { "public partial class C { [Cache] public partial int Get(); private int GetCore() => 1; public int {|CACHEKIT008:Cached|} => 1; }", "" },
        { "[CacheDefaults(Ttl = {|CACHEKIT300:\"5 min\"|})] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache, CacheBatch] public partial Task<int> {|CACHEKIT601:GetAsync|}(int[] ids); private Task<int> GetCoreAsync(int[] ids) => null!; }", "" },
        { "public partial class C { [{|CACHEKIT606:CacheBatch|}] public partial Task<IReadOnlyDictionary<int, int>> GetAsync(int[] ids); private Task<IReadOnlyDictionary<int, int>> GetCoreAsync(int[] ids) => null!; }", "CS8795" },
        { "public partial class C<T> { [Cache] public partial T {|CACHEKIT200:Get|}(int a); private T GetCore(int a) => default!; }", "" },
        { "public partial class C { [Cache] public partial int Get(int a); [Cache] public partial int {|CACHEKIT004:Get|}(string a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial (int A, Action B) {|CACHEKIT203:Get|}(int a); private (int A, Action B) GetCore(int a) => default; }", "" },
        { "public partial class C { [Cache, Cache] public partial int Get(int a); private int GetCore(int a) => a; }", "CS0579" },
    };

    /// <summary>Mistakes with attributes without [Cache], and what is read.</summary>
    public static TheoryData<string, string> Lonely => new()
    {
        { "public partial class C { [{|CACHEKIT400:Secure|}] public partial int Get(int a); private int GetCore(int a) => a; }", "CS8795" },
        { "public partial class C { [CacheTag(\"x\"), {|CACHEKIT400:Secure|}] public partial int Get(int a); private int GetCore(int a) => a; }", "CS8795" },
        { "public partial class C { [{|CACHEKIT506:CacheTag(\"x\")|}] public partial int Get(int a); private int GetCore(int a) => a; }", "CS8795" },
        { "public partial class C { [InvalidatesTag(\"x\"), {|CACHEKIT400:Secure|}] public partial void Set(int a); private void SetCore(int a) { } }", "" },
        { "public partial class C { [Cache, InvalidatesTag(\"x\")] public partial int {|CACHEKIT009:Get|}(int a); private int GetCore(int a) => a; }", "" },
        { "public partial class C { [Cache] public partial string Get(int a); private string GetCore(int a) => a.ToString(CultureInfo.{|CACHEKIT104:CurrentCulture|}); }", "" },
        { "public partial class C(ILogger<C> log) { private static int s_limit = 3; public static void Set(int x) => s_limit = x; [Cache] public partial int Get(int a); private int GetCore(int a) { log.LogInformation(\"x\"); return {|CACHEKIT106:s_limit|}; } }", "" },
    };

    /// <summary>What looks unusual, and is right.</summary>
    public static TheoryData<string> Fine =>
    [
        "[CacheNamespace(\"shop\")] public partial class C { [Cache(Interop = \"get\")] public partial int Get(int a); private int GetCore(int a) => a; } [CacheNamespace(\"shop\")] public partial class D { [Cache(Interop = \"get\")] public partial Task<int> FindAsync(int b); private Task<int> FindCoreAsync(int b) => Task.FromResult(b); }",
        "public partial struct C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial record C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [Cache] private partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [Cache] public override partial string ToString(); private string ToStringCore() => \"x\"; }",
        "public partial class C { ~C() { } [Cache] public virtual partial int Get(int a); protected virtual int GetCore(int a) => a; }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int b) => b; }",
        "public partial class C { [Cache] public partial ValueTask<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }",
        "public partial class C { [Cache] public partial IEnumerable<Product> Get(int a); private IEnumerable<Product> GetCore(int a) { yield return new(a, \"\"); } }",
        "public partial class C { private sealed record Row(int A); [Cache] private partial Row Get(int a); private Row GetCore(int a) => null!; }",
        "public partial class C { [Cache] public partial int Get(in int a); private int GetCore(in int a) => a; }",
        "public partial class C { [Cache] public partial int Get(params int[] a); private int GetCore(params int[] a) => 1; }",
        "public partial class C { [Cache] public partial int Get(int a = 5); private int GetCore(int a = 5) => a; }",
        "public partial class C { [Cache] public partial int Get([CacheIgnore] int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = null)] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [Cache(StaleFor = \"5m\")] public partial int Get(int a); private int GetCore(int a) => a; }",
    ];
}
