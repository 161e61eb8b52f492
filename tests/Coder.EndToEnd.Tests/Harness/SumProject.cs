using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>A repository of one function that subtracts where it should add, and its tests. No build, no dependencies.</summary>
internal static class SumProject
{
    public const string Code = "sum.js";
    public const string Tests = "test/sum.test.js";
    public const string Wrong = "exports.sum = (a, b) => a - b;\n";
    public const string Right = "exports.sum = (a, b) => a + b;\n";

    public const string TestText = """
        const test = require('node:test');
        const assert = require('node:assert');
        const { sum } = require('../sum.js');

        test('adds two numbers', () => {
          assert.strictEqual(sum(2, 3), 5);
        });

        test('adds nothing', () => {
          assert.strictEqual(sum(2, 0), 2);
        });

        """;

    private const string Package = """
        { "name": "sum", "version": "1.0.0", "private": true, "scripts": { "test": "node --test" } }

        """;

    public static TemporaryRepository Create() => Create((Tests, TestText));

    /// <summary>The same code with other files instead of the tests.</summary>
    public static TemporaryRepository Create(params ReadOnlySpan<(string Path, string Text)> files)
    {
        TemporaryRepository repository = new();
        repository.Write("package.json", Package);
        repository.Write(Code, Wrong);
        repository.Commit(files);
        return repository;
    }

    /// <summary>The branches that runs have left.</summary>
    public static IReadOnlyList<string> ResultBranches(this TemporaryRepository repository) =>
        repository.Git("for-each-ref", "--format=%(refname:short)", "refs/heads/coder").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
