using Coder.Workspaces.Gates;
using Coder.Workspaces.Gates.Weakening;

namespace Coder.Tests.Workspaces.Gates;

public sealed class WeakenedTestsTests
{
    private const string CSharp = """
        using Xunit;
        namespace Sums;
        public class SumTests
        {
            [Fact]
            public void Adds()
            {
                Assert.Equal(2, Sum.Add(1, 1));
                Assert.Equal(3, Sum.Add(1, 2)); // Assert.Equal in a comment does not count
            }

            [Theory]
            [InlineData(1)]
            [InlineData(2)]
            public async Task Rows(int n) => Assert.True(await Sum.IsPositive(n), "Assert.True(");
        }
        """;

    private const string JavaScript = """
        import test, { describe, it } from 'node:test';
        import assert from 'node:assert/strict';
        test('adds', () => {
          assert.equal(add(1, 1), 2);
          assert.equal(add(1, 2), 3);
        });
        describe('strings', () => {
          it('splits', () => assert.deepEqual('a/b'.split(/[/)]/), ['a', 'b']));
        });
        """;

    private const string Python = """
        import unittest
        import pytest

        def test_adds():
            assert add(1, 1) == 2
            assert add(1, 2) == 3

        @pytest.mark.parametrize("n", [1, 2])
        def test_rows(n):
            assert n > 0

        class SumTests(unittest.TestCase):
            def test_minus(self):
                self.assertEqual(0, minus(1, 1))
        """;

    [Theory]
    [InlineData("[Fact]\n", "[Fact(Skip = \"later\")]\n", "skipped", "Adds")]
    [InlineData("    [Fact]", "    [Fact, Trait(\"a\", \"b\"), Ignore]", "skipped", "Adds")]
    [InlineData("    [Theory]", "#if NEVER\n    [Theory]", "skipped", "Rows")]
    [InlineData("    {\n        Assert.Equal(2", "    {\n        return;\n        Assert.Equal(2", "skipped", "Adds")]
    [InlineData("        Assert.Equal(2, Sum.Add(1, 1));\n", "", "fewer_assertions", "Adds")]
    [InlineData("        Assert.Equal(2, Sum.Add(1, 1));\n", "        // Assert.Equal(2, Sum.Add(1, 1));\n", "fewer_assertions", "Adds")]
    [InlineData("Assert.Equal(2, Sum.Add(1, 1))", "Assert.True(true)", "fewer_assertions", "Adds")]
    [InlineData("    [InlineData(2)]\n", "", "fewer_assertions", "Rows")]
    [InlineData("    [Fact]\n", "", "deleted", "Adds")]
    [InlineData("void Adds()", "void AddsNumbers()", "renamed", "Adds")]
    public void Find_CSharpTestWeakened_NamesIt(string old, string replacement, string how, string test) =>
        AssertOne("tests/SumTests.cs", CSharp, old, replacement, how, test);

    [Theory]
    [InlineData("test('adds'", "test.skip('adds'", "skipped", "adds")]
    [InlineData("test('adds', ", "test('adds', { skip: true }, ", "skipped", "adds")]
    [InlineData("test('adds'", "xtest('adds'", "skipped", "adds")]
    [InlineData("it('splits'", "it.only('splits'", "skipped", "adds")]
    [InlineData("describe('strings'", "describe.skip('strings'", "skipped", "strings > splits")]
    [InlineData("{\n  assert.equal(add(1, 1), 2);", "{\n  return;\n  assert.equal(add(1, 1), 2);", "skipped", "adds")]
    [InlineData("  assert.equal(add(1, 1), 2);\n", "", "fewer_assertions", "adds")]
    [InlineData("assert.equal(add(1, 1), 2)", "assert.ok(true)", "fewer_assertions", "adds")]
    [InlineData("assert.equal(add(1, 1), 2);", "'assert.equal(add(1, 1), 2);';", "fewer_assertions", "adds")]
    [InlineData("'adds'", "'adds numbers'", "renamed", "adds")]
    public void Find_JavaScriptTestWeakened_NamesIt(string old, string replacement, string how, string test) =>
        AssertOne("test/sum.test.js", JavaScript, old, replacement, how, test);

    [Theory]
    [InlineData("def test_adds", "@pytest.mark.skip(reason=\"later\")\ndef test_adds", "skipped", "test_adds")]
    [InlineData("def test_adds", "@pytest.mark.xfail\ndef test_adds", "skipped", "test_adds")]
    [InlineData("class SumTests", "@unittest.skip(\"later\")\nclass SumTests", "skipped", "SumTests.test_minus")]
    [InlineData("    assert add(1, 1) == 2\n", "    pytest.skip()\n    assert add(1, 1) == 2\n", "skipped", "test_adds")]
    [InlineData("    assert add(1, 1) == 2\n", "", "fewer_assertions", "test_adds")]
    [InlineData("    assert add(1, 1) == 2\n", "    assert True\n", "fewer_assertions", "test_adds")]
    [InlineData("    assert add(1, 1) == 2\n", "    \"\"\"\n    assert add(1, 1) == 2\n    \"\"\"\n", "fewer_assertions", "test_adds")]
    [InlineData("[1, 2]", "[1]", "fewer_assertions", "test_rows")]
    [InlineData("def test_adds", "def adds", "deleted", "test_adds")]
    [InlineData("def test_minus", "def test_less", "renamed", "SumTests.test_minus")]
    public void Find_PythonTestWeakened_NamesIt(string old, string replacement, string how, string test) =>
        AssertOne("tests/test_sum.py", Python, old, replacement, how, test);

    [Theory]
    [InlineData("tests/SumTests.cs", CSharp, "        Assert.Equal(2, Sum.Add(1, 1));\n", "        Assert.Equal(2, Sum.Add(1, 1));\n        Assert.Equal(4, Sum.Add(2, 2));\n")]
    [InlineData("tests/SumTests.cs", CSharp, "    [Fact]\n", "    [Fact]\n    public void More() => Assert.Equal(0, Sum.Add(0, 0));\n\n    [Fact]\n")]
    [InlineData("tests/SumTests.cs", CSharp, "Assert.Equal(2, Sum.Add(1, 1));", "Assert.Equal(2, Sum.Add(one: 1, 1)); /* [Fact(Skip = \"no\")] */")]
    [InlineData("tests/SumTests.cs", CSharp, "        Assert.Equal(2, Sum.Add(1, 1));\n", "        foreach (var skip in new[] { 1 }) Assert.Equal(2, Sum.Add(skip, 1));\n")]
    [InlineData("test/sum.test.js", JavaScript, "test('adds'", "test('more', () => assert.ok(add(0, 0) === 0));\ntest('adds'")]
    [InlineData("test/sum.test.js", JavaScript, "assert.equal(add(1, 1), 2);", "assert.equal(add(1, 1), 2, 'test.skip(');")]
    [InlineData("test/sum.test.js", JavaScript, "test('adds', ", "test('adds', { skip: false, timeout: 1000 }, ")]
    [InlineData("tests/test_sum.py", Python, "def test_adds", "def test_more():\n    assert add(0, 0) == 0\n\ndef test_adds")]
    [InlineData("tests/test_sum.py", Python, "    assert add(1, 1) == 2\n", "    # pytest.skip()\n    assert add(1, 1) == 2\n")]
    public void Find_TestsAddedOrReworded_NamesNone(string path, string text, string old, string replacement)
    {
        Assert.Contains(old, text);
        Assert.Empty(WeakenedTests.Find([new TestFileChange(path, path, text, text.Replace(old, replacement))]));
    }

    [Fact]
    public void Find_AssertionsMovedIntoAHelper_NamesNone()
    {
        var csharp = CSharp.Replace("        Assert.Equal(2, Sum.Add(1, 1));\n", "        AssertSum(2, 1, 1);\n")
            .Replace("    [Theory]", "    private static void AssertSum(int sum, int a, int b)\n    {\n        Assert.Equal(sum, Sum.Add(a, b));\n    }\n\n    [Theory]");
        var javascript = JavaScript.Replace("  assert.equal(add(1, 1), 2);\n  assert.equal(add(1, 2), 3);\n", "  same(1, 1, 2);\n  same(1, 2, 3);\n")
            + "function same(a, b, sum) {\n  assert.equal(add(a, b), sum);\n}\n";
        var python = Python.Replace("    assert add(1, 1) == 2\n    assert add(1, 2) == 3\n", "    same(1, 1, 2)\n    same(1, 2, 3)\n")
            .Replace("def test_adds", "def same(a, b, total):\n    assert add(a, b) == total\n\ndef test_adds");

        Assert.Empty(WeakenedTests.Find([new TestFileChange("SumTests.cs", "SumTests.cs", CSharp, csharp)]));
        Assert.Empty(WeakenedTests.Find([new TestFileChange("sum.test.js", "sum.test.js", JavaScript, javascript)]));
        Assert.Empty(WeakenedTests.Find([new TestFileChange("test_sum.py", "test_sum.py", Python, python)]));
    }

    [Fact]
    public void Find_FileDeleted_NamesTheFile() =>
        Assert.Equal([new WeakenedTest("deleted", "test/sum.test.js", "")], WeakenedTests.Find([new TestFileChange("test/sum.test.js", "test/sum.test.js", JavaScript, null)]));

    [Theory]
    [InlineData("test/more/total.test.js", 0)]
    [InlineData("src/sum.helper.js", 1)]
    [InlineData("test/sum.test.js.bak", 1)]
    public void Find_FileMoved_NamesItOnlyWhenRunnersNoLongerSeeIt(string target, int expected) =>
        Assert.Equal(expected, WeakenedTests.Find([new TestFileChange(target, "test/sum.test.js", JavaScript, JavaScript)]).Count);

    [Fact]
    public void Find_TestMovedToAnotherFile_NamesNone()
    {
        var start = JavaScript.IndexOf("test('adds'", StringComparison.Ordinal);
        var end = JavaScript.IndexOf("describe", StringComparison.Ordinal);
        end = JavaScript.IndexOf("describe('", end, StringComparison.Ordinal);
        var moved = JavaScript[start..end];

        Assert.Empty(WeakenedTests.Find(
        [
            new TestFileChange("test/a.test.js", "test/a.test.js", JavaScript, JavaScript.Replace(moved, "")),
            new TestFileChange("test/b.test.js", "test/b.test.js", null, moved),
        ]));
    }

    [Theory]
    [InlineData("test/sum.test.js", JavaScript, "test('adds', (a(b)c")]
    [InlineData("tests/SumTests.cs", CSharp, "[Fact] void a<")]
    [InlineData("tests/test_sum.py", Python, "@a\ndef test_a(")]
    public async Task Find_TextMadeToKeepPatternsBusy_EndsAndCountsAsWithoutTests(string path, string text, string piece)
    {
        var hostile = string.Concat(Enumerable.Repeat(piece, 4_000));

        var found = await Task.Run(() => WeakenedTests.Find([new TestFileChange(path, path, text, hostile)])).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.NotEmpty(found);
    }

    [Fact]
    public void Find_NoTestFile_IsNotRead() =>
        Assert.Empty(WeakenedTests.Find([new TestFileChange("src/sum.js", "src/sum.js", "test('a', () => assert.ok(b))", "")]));

    private static void AssertOne(string path, string text, string old, string replacement, string how, string test)
    {
        Assert.Contains(old, text);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        var changed = text[..at] + replacement + text[(at + old.Length)..];
        Assert.Equal([new WeakenedTest(how, path, test)], WeakenedTests.Find([new TestFileChange(path, path, text, changed)]));
    }
}
