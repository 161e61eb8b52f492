using Embedded.Tests.Surface.Samples;

namespace Embedded.Tests.Surface;

/// <summary>The check itself, on a stand-in that is wrong in every way.</summary>
public sealed class SurfaceCheckTests
{
    private const string Name = "Embedded.Tests.Surface.Samples.Wrong";

    /// <summary>What the official package would have in the place of <see cref="Wrong"/>.</summary>
    private static readonly string[] Official =
    [
        $"T {Name} : Exception, ICloneable, IDisposable [class]",
        $"M {Name}.ctor(string text)",
        $"M {Name}.ctor() [protected]",
        $"M {Name}.Optional(int count = 3) : Task<string>",
        $"M {Name}.Maybe(string? text) : string",
        $"M {Name}.Readable {{get;}} : int?",
        $"M {Name}.Same<T>(out T? value, params string[] more) : IReadOnlyList<T> [static]",
        $"M {Name}.Overridable() : void [protected virtual]",
        $"M {Name}.Clone() : object",
    ];

    [Fact]
    public void Check_OfAWrongSurface_FindsEveryDifferenceAndNothingElse()
    {
        string[] expected =
        [
            $"M {Name}.Added() : void",
            $"M {Name}.Maybe(string text) : string",
            $"M {Name}.Optional(int count = 4) : Task<string>",
            $"M {Name}.Overridable() : void [protected]",
            $"M {Name}.Readable {{get;set;}} : int?",
            $"M {Name}.ctor(string message)",
            $"T {Name} : Exception, ICloneable, IComparable [class]",
        ];

        Assert.Equal(expected.Select(line => $"not official: {line}"), SurfaceCheck.Findings(new SurfaceListing().Of([typeof(Wrong)]), Official));
    }

    [Theory]
    [InlineData("T A.B : Exception, ICloneable [class]", true)]
    [InlineData("T A.B : Exception [class]", true)]
    [InlineData("T A.B : Exception, ICloneable, IComparer<A, B> [class]", true)]
    [InlineData("T A.B : ICloneable [class]", false)]
    [InlineData("T A.B : Exception, IDisposable [class]", false)]
    [InlineData("T A.B : Exception [sealed class]", false)]
    [InlineData("T A.C : Exception [class]", false)]
    public void Check_OfATypeLine_AllowsFewerInterfacesOnly(string line, bool within) =>
        Assert.Equal(within, SurfaceCheck.Findings([line], ["T A.B : Exception, ICloneable, IComparer<A, B> [class]"]).Count == 0);
}
