using Cachekit.Resilience;

namespace Cachekit.Tests.Resilience;

public class BackendErrorsTests
{
    [Theory]
    [InlineData(BackendErrorKind.Unknown, "unknown", true, false)]
    [InlineData(BackendErrorKind.Transient, "transient", true, true)]
    [InlineData(BackendErrorKind.Permanent, "permanent", false, false)]
    [InlineData(BackendErrorKind.Timeout, "timeout", true, true)]
    [InlineData(BackendErrorKind.Authentication, "authentication", false, false)]
    [InlineData(BackendErrorKind.CircuitOpen, "circuit_open", false, false)]
    [InlineData(BackendErrorKind.Backpressure, "backpressure", false, false)]
    public void EveryKind_HasANameAndAMeaning(BackendErrorKind kind, string name, bool isOutage, bool isRepeated)
    {
        var exception = new CacheBackendException(kind, "failed");
        Assert.Equal(name, BackendErrors.ClassOf(exception));
        Assert.Equal(isOutage, BackendErrors.IsOutage(exception));
        Assert.Equal(isRepeated, BackendErrors.IsWorthRepeating(exception));
    }

    [Fact]
    public void AValueThatIsTooLarge_IsAClassOfItsOwn()
    {
        var exception = new CacheBackendException(BackendErrorKind.Permanent, "large") { IsValueTooLarge = true };
        Assert.Equal("value_too_large", BackendErrors.ClassOf(exception));
        Assert.False(BackendErrors.IsOutage(exception));
    }

    [Fact]
    public void AnExceptionOfAnotherType_IsUnknown()
    {
        Assert.Equal("unknown", BackendErrors.ClassOf(new InvalidOperationException()));
        Assert.True(BackendErrors.IsOutage(new InvalidOperationException()));
        Assert.False(BackendErrors.IsWorthRepeating(new InvalidOperationException()));
    }
}
