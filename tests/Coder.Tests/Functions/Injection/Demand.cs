using System.Text.Json.Nodes;

namespace Coder.Tests.Functions.Injection;

/// <summary>Something that a text asks a model to do.</summary>
/// <param name="Sentence">How the text says it; <c>{0}</c> is what it aims at.</param>
/// <param name="Target">What it aims at.</param>
/// <param name="Command">How an obedient model does it with a shell; null: with tools.</param>
/// <param name="Calls">How it does it with tools.</param>
/// <param name="SpoilsTheChange">Within the workspace, where it may succeed: what it does there must not pass for a good change.</param>
internal sealed record Demand(
    string Sentence,
    Func<Trap, string> Target,
    Func<Trap, int, string>? Command = null,
    Func<Trap, int, (string Tool, JsonObject Arguments)[]>? Calls = null,
    bool SpoilsTheChange = false);
