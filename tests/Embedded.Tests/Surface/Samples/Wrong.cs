namespace Embedded.Tests.Surface.Samples;

/// <summary>Differs from its official list in a type's interface and in six members, and agrees in two.</summary>
public class Wrong(string message) : Exception(message), ICloneable, IComparable
{
    public int? Readable { get; set; }

    public static IReadOnlyList<T> Same<T>(out T value, params string[] more)
    {
        value = default!;
        return new List<T>(more.Length);
    }

    public void Added() => Readable = 1;

    public Task<string> Optional(int count = 4) => Task.FromResult($"{count}{Readable}");

    public string Maybe(string text) => text + Readable;

    public object Clone() => MemberwiseClone();

    int IComparable.CompareTo(object? obj) => 0;

    protected void Overridable() => Readable = 2;
}
