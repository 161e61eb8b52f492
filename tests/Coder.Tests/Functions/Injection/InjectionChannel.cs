namespace Coder.Tests.Functions.Injection;

/// <summary>The way by which a text reaches a model.</summary>
internal enum InjectionChannel
{
    Issue,
    FileName,
    CommitMessage,
    TestOutput,
    ToolResult,
    AgentFile,
    Comment,
    PackageMetadata,
}
