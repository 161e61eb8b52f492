namespace Coder.Testing.GitHub.Routes;

/// <summary>An operation that the double serves.</summary>
/// <param name="Operation">As the OpenAPI description names it.</param>
/// <param name="Permission">What a token needs, <c>app</c> for the App's own JSON Web Token, or <c>none</c>.</param>
/// <param name="Handle">Runs alone: one call at a time changes the state.</param>
internal sealed record Route(string Operation, string Permission, Func<Call, Answer> Handle)
{
    internal const string App = "app";
    internal const string None = "none";

    internal string Method => Operation.Split(' ')[0];

    internal bool Writes => Method != "GET";

    /// <summary>For the router: names of references and files may hold slashes.</summary>
    internal string Pattern => Operation.Split(' ')[1]
        .Replace("/contents/{path}", "/contents/{**path}", StringComparison.Ordinal)
        .Replace("/git/ref/{ref}", "/git/ref/{**ref}", StringComparison.Ordinal)
        .Replace("/git/refs/{ref}", "/git/refs/{**ref}", StringComparison.Ordinal);
}
