using Cachekit.Flights;

namespace Cachekit.Tests.Flights;

public class FlightNodeTests
{
    [Fact]
    public void ManyWaysThroughTheSameFlights_AreSearchedOnce()
    {
        // Each floor waits for both flights of the next one: 2^100 ways lead to the top.
        var floor = (Left: new FlightNode(), Right: new FlightNode());
        var bottom = floor;
        for (var i = 0; i < 100; i++)
        {
            var next = (Left: new FlightNode(), Right: new FlightNode());
            Assert.True(floor.Left.TryWaitFor(next.Left));
            Assert.True(floor.Left.TryWaitFor(next.Right));
            Assert.True(floor.Right.TryWaitFor(next.Left));
            Assert.True(floor.Right.TryWaitFor(next.Right));
            floor = next;
        }

        Assert.True(new FlightNode().TryWaitFor(bottom.Left));
        Assert.False(floor.Left.TryWaitFor(bottom.Left));
    }

    [Fact]
    public void LongChain_IsSearchedWithoutTheStack()
    {
        var first = new FlightNode();
        var last = first;
        for (var i = 0; i < 1_000_000; i++)
        {
            var next = new FlightNode();
            Assert.True(last.TryWaitFor(next));
            last = next;
        }

        Assert.True(new FlightNode().TryWaitFor(first));
        Assert.False(last.TryWaitFor(first));
    }

    [Fact]
    public void FlightThatHasEnded_WaitsForNobody()
    {
        // Work that a body left behind calls on, and a caller of the body has not woken up yet.
        var caller = new FlightNode();
        var ended = new FlightNode();
        var later = new FlightNode();
        Assert.True(caller.TryWaitFor(ended));
        Assert.True(ended.TryWaitFor(later));
        ended.End();
        Assert.True(later.TryWaitFor(caller));
        Assert.True(ended.TryWaitFor(later));
        Assert.False(caller.LeadsTo(later));
    }
}
