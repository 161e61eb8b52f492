using Coder.Workspaces.Gates;
using Coder.Workspaces.Gates.Weakening;

namespace Coder.Tests.Workspaces.Gates;

/// <summary>As <see cref="WeakenedTestsTests"/>, for the languages of the other ecosystems.</summary>
public sealed class WeakenedEcosystemTests
{
    private const string Go = """
        package sum

        import "testing"

        func TestAdds(t *testing.T) {
        	if Add(1, 1) != 2 {
        		t.Fatal("t.Skip( in a string")
        	}
        	if Add(1, 2) != 3 {
        		t.Errorf(`raw " quote`)
        	}
        }

        func TestRows(t *testing.T) {
        	for _, c := range []struct{ a, b int }{
        		{1, 1},
        		{2, 2},
        	} {
        		require.Equal(t, c.a, c.b)
        	}
        }
        """;

    private const string Rust = """
        pub fn add<'a>(a: &'a i32, b: i32) -> i32 { a + b }

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn adds() {
                assert_eq!(add(&1, 1), 2, "#[ignore] {");
                assert!(add(&1, 2) == 3);
            }

            #[tokio::test]
            async fn waits() {
                assert_eq!('x', r#"a "quoted" }"#.chars().next().unwrap());
            }
        }
        """;

    private const string Java = """
        package sum;

        class SumTest {
            @Test
            void adds() {
                assertEquals(2, Sum.add(1, 1), "@Disabled");
                assertEquals(3, Sum.add(1, 2));
            }

            @ParameterizedTest(name = "{0}")
            @ValueSource(ints = {1, 2})
            void rows(int n) {
                assertTrue(Sum.isPositive(n));
            }
        }
        """;

    private const string Kotlin = """
        class SumTest {
            @Test
            fun `adds two numbers`() {
                assertEquals(2, add(1, 1))
                assertEquals(3, add(1, 2))
            }

            @Test
            fun short() = assertEquals(1, add(1, 0))
        }
        """;

    private const string Native = """
        #include <gtest/gtest.h>
        TEST(Sum, Adds) {
          EXPECT_EQ(add(1, 1), 2) << "GTEST_SKIP(";
          EXPECT_EQ(add(1, 2), 3);
        }
        TEST_CASE("subtracts", "[fast]") {
          REQUIRE(sub(1'000, 1) == 999);
        }
        """;

    private const string CMake = """
        project(sum C)
        add_test(NAME adds COMMAND sum_test adds)
        add_test(NAME subtracts COMMAND sum_test subtracts)
        set_tests_properties(adds subtracts PROPERTIES TIMEOUT 10)
        """;

    [Theory]
    [InlineData("{\n\tif Add(1, 1)", "{\n\tt.Skip(\"later\")\n\tif Add(1, 1)", "skipped", "TestAdds")]
    [InlineData("{\n\tif Add(1, 1)", "{\n\tif testing.Short() { t.SkipNow() }\n\tif Add(1, 1)", "skipped", "TestAdds")]
    [InlineData("{\n\tif Add(1, 1)", "{\n\treturn\n\tif Add(1, 1)", "skipped", "TestAdds")]
    [InlineData("\tif Add(1, 2) != 3 {\n\t\tt.Errorf(`raw \" quote`)\n\t}\n", "", "fewer_assertions", "TestAdds")]
    [InlineData("t.Errorf(`", "t.Logf(`", "fewer_assertions", "TestAdds")]
    [InlineData("\t\t{2, 2},\n", "", "fewer_assertions", "TestRows")]
    [InlineData("func TestRows", "func testRows", "deleted", "TestRows")]
    [InlineData("func TestRows", "func TestLines", "renamed", "TestRows")]
    public void Find_GoTestWeakened_NamesIt(string old, string replacement, string how, string test) => AssertOne("sum_test.go", Go, old, replacement, how, test);

    [Fact]
    public void Find_GoBuildConstraintAdded_NamesEveryTest() => Assert.Equal(
        [new WeakenedTest("skipped", "sum_test.go", "TestAdds"), new WeakenedTest("skipped", "sum_test.go", "TestRows")],
        WeakenedTests.Find([new TestFileChange("sum_test.go", "sum_test.go", Go, "//go:build never\n\n" + Go)]));

    [Theory]
    [InlineData("    #[test]", "    #[test]\n    #[ignore]", "skipped", "tests::adds")]
    [InlineData("    #[test]", "    #[ignore = \"later\"]\n    #[test]", "skipped", "tests::adds")]
    [InlineData("    #[tokio::test]", "    #[cfg(feature = \"slow\")]\n    #[tokio::test]", "skipped", "tests::waits")]
    [InlineData("    #[test]", "    #[test]\n    #[should_panic]", "renamed", "tests::adds")]
    [InlineData("        assert!(add(&1, 2) == 3);\n", "", "fewer_assertions", "tests::adds")]
    [InlineData("assert!(add(&1, 2) == 3)", "assert!(true)", "fewer_assertions", "tests::adds")]
    [InlineData("    #[test]\n", "", "deleted", "tests::adds")]
    public void Find_RustTestWeakened_NamesIt(string old, string replacement, string how, string test) => AssertOne("src/lib.rs", Rust, old, replacement, how, test);

    [Fact]
    public void Find_RustModuleUnderACondition_NamesEveryTest() => Assert.Equal(
        ["skipped tests::adds", "skipped tests::waits"],
        WeakenedTests.Find([new TestFileChange("src/lib.rs", "src/lib.rs", Rust, Rust.Replace("#[cfg(test)]", "#[cfg(all(test, never))]"))]).Select(test => $"{test.How} {test.Test}"));

    [Theory]
    [InlineData("    @Test\n", "    @Test\n    @Disabled(\"later\")\n", "skipped", "SumTest.adds")]
    [InlineData("    @Test\n", "    @Ignore @Test\n", "skipped", "SumTest.adds")]
    [InlineData("    @Test\n", "    @Test(enabled = false)\n", "skipped", "SumTest.adds")]
    [InlineData("    {\n        assertEquals(2", "    {\n        assumeTrue(false);\n        assertEquals(2", "skipped", "SumTest.adds")]
    [InlineData("        assertEquals(3, Sum.add(1, 2));\n", "", "fewer_assertions", "SumTest.adds")]
    [InlineData("assertEquals(3, Sum.add(1, 2))", "assertTrue(true)", "fewer_assertions", "SumTest.adds")]
    [InlineData("{1, 2}", "{1}", "fewer_assertions", "SumTest.rows")]
    [InlineData("    @Test\n", "", "deleted", "SumTest.adds")]
    public void Find_JavaTestWeakened_NamesIt(string old, string replacement, string how, string test) =>
        AssertOne("src/test/java/sum/SumTest.java", Java.Replace("void adds() {", "void adds()\n    {"), old, replacement, how, test);

    [Fact]
    public void Find_DisabledJavaClass_NamesEveryTest() => Assert.Equal(
        ["skipped SumTest.adds", "skipped SumTest.rows"],
        WeakenedTests.Find([new TestFileChange("SumTest.java", "SumTest.java", Java, Java.Replace("class SumTest", "@Disabled\nclass SumTest"))]).Select(test => $"{test.How} {test.Test}"));

    [Theory]
    [InlineData("    @Test\n    fun `adds", "    @Test\n    @Ignore\n    fun `adds", "skipped", "SumTest.adds two numbers")]
    [InlineData("        assertEquals(3, add(1, 2))\n", "", "fewer_assertions", "SumTest.adds two numbers")]
    [InlineData("= assertEquals(1, add(1, 0))", "= println(1)", "fewer_assertions", "SumTest.short")]
    public void Find_KotlinTestWeakened_NamesIt(string old, string replacement, string how, string test) => AssertOne("src/test/kotlin/SumTest.kt", Kotlin, old, replacement, how, test);

    [Theory]
    [InlineData("TEST(Sum, Adds)", "TEST(Sum, DISABLED_Adds)", "skipped", "Sum, Adds")]
    [InlineData("{\n  EXPECT_EQ(add(1, 1)", "{\n  GTEST_SKIP();\n  EXPECT_EQ(add(1, 1)", "skipped", "Sum, Adds")]
    [InlineData("  EXPECT_EQ(add(1, 2), 3);\n", "", "fewer_assertions", "Sum, Adds")]
    [InlineData("EXPECT_EQ(add(1, 2), 3)", "EXPECT_TRUE(true)", "fewer_assertions", "Sum, Adds")]
    [InlineData("REQUIRE(sub(1'000, 1) == 999);", "", "fewer_assertions", "\"subtracts\", \"[fast]\"")]
    [InlineData("TEST(Sum, Adds)", "#if 0\nTEST(Sum, Adds)", "skipped", "Sum, Adds;\"subtracts\", \"[fast]\"")]
    public void Find_NativeTestWeakened_NamesIt(string old, string replacement, string how, string tests) => Assert.Equal(
        tests.Split(';').Select(test => new WeakenedTest(how, "test/sum_test.cpp", test)),
        WeakenedTests.Find([new TestFileChange("test/sum_test.cpp", "test/sum_test.cpp", Native, Changed(Native, old, replacement))]));

    [Theory]
    [InlineData("add_test(NAME subtracts", "# add_test(NAME subtracts", "deleted", "subtracts")]
    [InlineData("set_tests_properties(adds", "set_tests_properties(adds PROPERTIES DISABLED TRUE)\nset_tests_properties(adds", "skipped", "adds")]
    [InlineData("set_tests_properties(adds", "set_tests_properties(adds PROPERTIES WILL_FAIL ON)\nset_tests_properties(adds", "skipped", "adds")]
    public void Find_CTestWeakened_NamesIt(string old, string replacement, string how, string test) => AssertOne("CMakeLists.txt", CMake, old, replacement, how, test);

    [Theory]
    [InlineData("sum_test.go", Go, "TestRows(t *testing.T) {", "TestRows(t *testing.T) {\n\tt.Helper() // t.Skip()\n\trequire.NotNil(t, t)")]
    [InlineData("src/lib.rs", Rust, "    #[test]\n", "    /// #[ignore]\n    #[test]\n")]
    [InlineData("src/lib.rs", Rust, "    #[test]\n", "    #[test]\n    fn more() {\n        assert_eq!(add(&0, 0), 0);\n    }\n\n    #[test]\n")]
    [InlineData("SumTest.java", Java, "    @Test\n", "    // @Disabled\n    @Test\n    @Tag(\"fast\")\n")]
    [InlineData("SumTest.kt", Kotlin, "    @Test\n", "    @Test\n    fun more() = assertEquals(0, add(0, 0))\n\n    @Test\n")]
    [InlineData("test/sum_test.cpp", Native, "  EXPECT_EQ(add(1, 2), 3);\n", "  EXPECT_EQ(add(1, 2), 3); // GTEST_SKIP()\n  EXPECT_EQ(add(0, 0), 0);\n")]
    [InlineData("CMakeLists.txt", CMake, "TIMEOUT 10", "TIMEOUT 20")]
    [InlineData("docs/notes.txt", CMake, "add_test(NAME adds", "(NAME adds")]
    public void Find_TestsAddedOrReworded_NamesNone(string path, string text, string old, string replacement) =>
        Assert.Empty(WeakenedTests.Find([new TestFileChange(path, path, text, Changed(text, old, replacement))]));

    [Theory]
    [InlineData("sum_test.go", Go, "func TestA(t")]
    [InlineData("src/lib.rs", Rust, "#[test]\nfn a<")]
    [InlineData("SumTest.java", Java, "@Test(a(b(c")]
    [InlineData("test/sum_test.cpp", Native, "TEST(a(b")]
    [InlineData("CMakeLists.txt", CMake, "add_test(NAME (")]
    public async Task Find_TextMadeToKeepPatternsBusy_EndsAndCountsAsWithoutTests(string path, string text, string piece)
    {
        var hostile = string.Concat(Enumerable.Repeat(piece, 4_000));

        var found = await Task.Run(() => WeakenedTests.Find([new TestFileChange(path, path, text, hostile)], TimeSpan.FromSeconds(1))).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.NotEmpty(found);
    }

    [Fact]
    public void Compare_FewerTestsThanOnTheBase_NamesTheProject()
    {
        var atBase = new Dictionary<string, int> { [""] = 3, ["api"] = 2, ["web"] = 5 };

        Assert.Equal(
            [new WeakenedTest("fewer_tests", "api", "0 of 2 tests of api run"), new WeakenedTest("fewer_tests", "web", "4 of 5 tests of web run")],
            MissingTests.Compare(atBase, new Dictionary<string, int> { [""] = 4, ["web"] = 4 }, chosenOnly: false));
        Assert.Equal(["web"], MissingTests.Compare(atBase, new Dictionary<string, int> { ["web"] = 4 }, chosenOnly: true).Select(test => test.Path));
    }

    private static void AssertOne(string path, string text, string old, string replacement, string how, string test) => Assert.Equal(
        [new WeakenedTest(how, path, test)], WeakenedTests.Find([new TestFileChange(path, path, text, Changed(text, old, replacement))]));

    private static string Changed(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not in the text.");
        return text[..at] + replacement + text[(at + old.Length)..];
    }
}
