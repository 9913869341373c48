using System.Text;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization.Interop;

public class CodePointOrderTests
{
    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "aa")]
    [InlineData("Z", "a")]
    [InlineData("\ud7ff", "\ue000")]
    [InlineData("\uff61", "\U00010000")]
    [InlineData("\uffff", "\U0010ffff")]
    [InlineData("\U00010000", "\U00010001")]
    public void Texts_AreInOrder(string first, string second)
    {
        Assert.True(CodePointOrder.Instance.Compare(first, second) < 0);
        Assert.True(CodePointOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, CodePointOrder.Instance.Compare(first, first));
    }

    [Fact]
    public void Order_IsThatOfUtf8() => Any.Holds(
        FsCheck.Fluent.Gen.Zip(Any.String, Any.String),
        static pair => Math.Sign(CodePointOrder.Instance.Compare(pair.Item1, pair.Item2))
            == Math.Sign(Encoding.UTF8.GetBytes(pair.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Item2))));
}
