namespace Embedded.TestApp;

/// <summary>A service of the invocation's scope; says when its scope ends.</summary>
public sealed class ScopedNote(Signals signals) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public void Dispose() => signals.ScopesEnded.Release();
}
