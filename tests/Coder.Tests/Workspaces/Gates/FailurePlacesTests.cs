using Coder.Workspaces.Gates;

namespace Coder.Tests.Workspaces.Gates;

public sealed class FailurePlacesTests
{
    [Theory]
    [InlineData("Expected 1\n   at Sum.Tests.Adds() in /workspace/tests/SumTests.cs:line 12", "tests/SumTests.cs", 12)]
    [InlineData("assert 1 == 2\ntests/test_sum.py:7: AssertionError", "tests/test_sum.py", 7)]
    [InlineData("panicked at src/lib.rs:10:5:\nno", "src/lib.rs", 10)]
    [InlineData("AssertionError\n at TestContext.<anonymous> (file:///workspace/test/sum.test.js:5:10)", "test/sum.test.js", 5)]
    [InlineData("    sum_test.go:9: got 1", "sum_test.go", 9)]
    public void Of_WhatRunnersSay_NamesThePlace(string message, string path, int line) => Assert.Equal((path, line), FailurePlaces.Of(new TestFailure("t", message))[0]);

    [Fact]
    public void Of_APathFromElsewhere_HasItsEndsToo() =>
        Assert.Equal([("home/me/w/tests/a.cs", 3), ("me/w/tests/a.cs", 3), ("w/tests/a.cs", 3), ("tests/a.cs", 3)], FailurePlaces.Of(new TestFailure("t", "in /home/me/w/tests/a.cs:line 3")));

    [Fact]
    public void Of_Whereabouts_GoFirst() => Assert.Equal(
        [("test/a.js", 2), ("test/b.js", 3)], FailurePlaces.Of(new TestFailure("t", "at test/b.js:3") { Whereabouts = "location: '/workspace/test/a.js:2:1'" }));

    [Theory]
    [InlineData("Expected 1, got 2")]
    [InlineData("12:30:59 done")]
    [InlineData("http://localhost:8080 refused")]
    [InlineData("a.cs:0")]
    [InlineData("a.cs:99999999999")]
    public void Of_WhatIsNoPlace_IsNothing(string message) => Assert.Empty(FailurePlaces.Of(new TestFailure("t", message)));
}
