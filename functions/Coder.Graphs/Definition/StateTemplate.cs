namespace Coder.Graphs.Definition;

/// <summary>One entry of <c>state_updates</c> or <c>state_set</c>.</summary>
public sealed record StateTemplate(string Key, string Template);
