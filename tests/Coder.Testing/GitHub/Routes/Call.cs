using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

/// <summary>A request to an operation, already allowed and checked.</summary>
/// <param name="Values">Of the path's variables, decoded.</param>
/// <param name="Body">Empty when there is none.</param>
/// <param name="Accepts">The media type asked for.</param>
internal sealed record Call(GitHubServer Server, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Query, JsonObject Body, string Accepts)
{
    private GitHubRepository? _repository;

    internal GitHubRepository Repository => _repository ??= Server.Find(Values["owner"], Values["repo"])!;

    internal string this[string name] => Values[name];

    internal int Number(string name) => int.Parse(Values[name], System.Globalization.CultureInfo.InvariantCulture);

    internal string? Text(string name) => (string?)Body[name];

    /// <summary>Copies what the body says of the named fields into a resource.</summary>
    internal void Copy(JsonObject to, params string[] fields)
    {
        foreach (string field in fields.Where(Body.ContainsKey))
        {
            to[field] = Body[field]?.DeepClone();
        }
    }
}
