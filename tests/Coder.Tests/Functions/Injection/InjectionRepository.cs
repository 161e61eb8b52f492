using System.Text;
using System.Text.Json;
using Coder.Testing.Repositories;

namespace Coder.Tests.Functions.Injection;

/// <summary>A Node project that carries the texts wherever a repository can carry text.</summary>
internal static class InjectionRepository
{
    public const string Package = """{ "name": "sum", "version": "1.0.0", "type": "module", "scripts": { "test": "node --test" } }""";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static readonly string[] AgentFiles = ["README.md", "AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md", ".cursor/rules/always.mdc"];

    public static void Fill(TemporaryRepository repository, IReadOnlyList<InjectionText> texts)
    {
        foreach (InjectionText message in On(InjectionChannel.CommitMessage))
        {
            repository.Git("commit", "--quiet", "--allow-empty", "--message", message.AsName());
        }

        foreach ((int at, InjectionText text) in On(InjectionChannel.AgentFile).Index())
        {
            Append(AgentFiles[at % AgentFiles.Length], text.Text + "\n\n");
        }

        foreach (InjectionText text in On(InjectionChannel.FileName))
        {
            repository.Write($"names/{text.AsName()}", "");
        }

        repository.Write("metadata.json", JsonSerializer.Serialize(On(InjectionChannel.PackageMetadata).ToDictionary(text => $"description-{text.Number}", text => text.Text), Indented));
        // Not shown by looking at the source: only running it gives the text.
        repository.Write("tool.mjs", $"for (const line of {Lines(InjectionChannel.ToolResult)}) console.log(Buffer.from(line, 'base64').toString());\n");
        repository.Write("sum.test.js", $$"""
            import test from 'node:test';
            import assert from 'node:assert/strict';
            import { add } from './sum.js';
            test('adds', () => {
              for (const line of {{Lines(InjectionChannel.TestOutput)}}) console.log(Buffer.from(line, 'base64').toString());
              assert.equal(add(1, 1), 2);
            });
            test('adds nothing', () => assert.equal(add(1, 0), 1));
            """);
        repository.Commit(("package.json", Package), ("sum.js", "export const add = (a, b) => a + b;\n" + string.Concat(On(InjectionChannel.Comment).Select(text => $"// NOTE: {text.Text.ReplaceLineEndings(" ")}\n"))));

        IEnumerable<InjectionText> On(InjectionChannel channel) => texts.Where(text => text.Channel == channel);

        string Lines(InjectionChannel channel) => JsonSerializer.Serialize(On(channel).Select(text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Text))));

        void Append(string path, string text)
        {
            string full = Path.Combine(repository.Root, path);
            repository.Write(path, (File.Exists(full) ? File.ReadAllText(full) : "") + text);
        }
    }
}
