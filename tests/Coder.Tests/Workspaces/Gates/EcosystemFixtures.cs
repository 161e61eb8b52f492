namespace Coder.Tests.Workspaces.Gates;

/// <summary>A fixture repository for each ecosystem beside .NET, Node and Python.</summary>
internal static class EcosystemFixtures
{
    public static readonly IReadOnlyDictionary<string, EcosystemFixture> All = new Dictionary<string, EcosystemFixture>
    {
        ["go"] = new(
            "go",
            new Dictionary<string, string>
            {
                ["go.mod"] = """
                    module example.com/sum

                    go 1.19

                    """,
                ["sum.go"] = """
                    package sum

                    func Add(a, b int) int { return a + b }

                    """,
                ["sum_test.go"] = """
                    package sum

                    import "testing"

                    func TestAdds(t *testing.T) {
                    	if got := Add(1, 1); got != 2 {
                    		t.Errorf("Add(1, 1) = %d, want 2", got)
                    	}
                    }

                    func TestAddsNothing(t *testing.T) {
                    	if got := Add(1, 0); got != 1 {
                    		t.Errorf("Add(1, 0) = %d, want 1", got)
                    	}
                    }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["sum.go"] = """
                    package sum

                    func Add(a, b int) int { return a + b + b - 1 }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["sum_test.go"] = "package sum\n",
            },
            "example.com/sum.TestAddsNothing"),
        ["rust"] = new(
            "cargo",
            new Dictionary<string, string>
            {
                ["Cargo.toml"] = """
                    [package]
                    name = "sum"
                    version = "0.1.0"
                    edition = "2021"

                    """,
                ["src/lib.rs"] = "pub fn add(a: i32, b: i32) -> i32 { a + b }\n",
                ["tests/sum.rs"] = """
                    #[test]
                    fn adds() {
                        assert_eq!(sum::add(1, 1), 2);
                    }

                    #[test]
                    fn adds_nothing() {
                        assert_eq!(sum::add(1, 0), 1);
                    }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["src/lib.rs"] = "pub fn add(a: i32, b: i32) -> i32 { a + b + b - 1 }\n",
            },
            new Dictionary<string, string?>
            {
                ["tests/sum.rs"] = "\n",
            },
            "adds_nothing"),
        ["maven"] = new(
            null,
            new Dictionary<string, string>
            {
                ["pom.xml"] = """
                    <project xmlns="http://maven.apache.org/POM/4.0.0">
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>example</groupId>
                      <artifactId>sum</artifactId>
                      <version>1</version>
                      <properties><maven.compiler.release>17</maven.compiler.release><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
                      <dependencies>
                        <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.9.2</version><scope>test</scope></dependency>
                      </dependencies>
                      <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>2.22.3</version></plugin></plugins></build>
                    </project>

                    """,
                ["src/main/java/sum/Sum.java"] = """
                    package sum;

                    public final class Sum {
                        public static int add(int a, int b) { return a + b; }
                    }

                    """,
                ["src/test/java/sum/SumTest.java"] = """
                    package sum;

                    import static org.junit.jupiter.api.Assertions.assertEquals;

                    import org.junit.jupiter.api.Test;

                    class SumTest {
                        @Test
                        void adds() {
                            assertEquals(2, Sum.add(1, 1));
                        }

                        @Test
                        void addsNothing() {
                            assertEquals(1, Sum.add(1, 0));
                        }
                    }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["src/main/java/sum/Sum.java"] = """
                    package sum;

                    public final class Sum {
                        public static int add(int a, int b) { return a + b + b - 1; }
                    }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["src/test/java/sum/SumTest.java"] = null,
            },
            "sum.SumTest.addsNothing"),
        ["cmake"] = new(
            "ctest",
            new Dictionary<string, string>
            {
                ["CMakeLists.txt"] = """
                    cmake_minimum_required(VERSION 3.20)
                    project(sum C)
                    enable_testing()
                    add_executable(sum_test sum_test.c)
                    add_test(NAME adds COMMAND sum_test 1 1 2)
                    add_test(NAME adds_nothing COMMAND sum_test 1 0 1)

                    """,
                ["sum.h"] = "static int add(int a, int b) { return a + b; }\n",
                ["sum_test.c"] = """
                    #include <stdio.h>
                    #include <stdlib.h>
                    #include "sum.h"

                    int main(int argc, char **argv) {
                      int sum = add(atoi(argv[1]), atoi(argv[2]));
                      printf("%s and %s are %d\n", argv[1], argv[2], sum);
                      return argc == 4 && sum == atoi(argv[3]) ? 0 : 1;
                    }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["sum.h"] = "static int add(int a, int b) { return a + b + b - 1; }\n",
            },
            new Dictionary<string, string?>
            {
                ["CMakeLists.txt"] = """
                    cmake_minimum_required(VERSION 3.20)
                    project(sum C)
                    enable_testing()
                    add_executable(sum_test sum_test.c)

                    """,
            },
            "adds_nothing"),
        ["gradle"] = new(
            null,
            new Dictionary<string, string>
            {
                ["src/main/java/sum/Sum.java"] = """
                    package sum;

                    public final class Sum {
                        public static int add(int a, int b) { return a + b; }
                    }

                    """,
                ["src/test/java/sum/SumTest.java"] = """
                    package sum;

                    import static org.junit.Assert.assertEquals;

                    import org.junit.Test;

                    public class SumTest {
                        @Test
                        public void adds() {
                            assertEquals(2, Sum.add(1, 1));
                        }

                        @Test
                        public void addsNothing() {
                            assertEquals(1, Sum.add(1, 0));
                        }
                    }

                    """,
                ["build.gradle"] = """
                    plugins { id 'java' }
                    repositories { mavenCentral() }
                    dependencies { testImplementation 'junit:junit:4.13.2' }

                    """,
                ["settings.gradle"] = "rootProject.name = 'sum'\n",
            },
            new Dictionary<string, string?>
            {
                ["src/main/java/sum/Sum.java"] = """
                    package sum;

                    public final class Sum {
                        public static int add(int a, int b) { return a + b + b - 1; }
                    }

                    """,
            },
            new Dictionary<string, string?>
            {
                ["src/test/java/sum/SumTest.java"] = null,
            },
            "sum.SumTest.addsNothing"),
        ["make"] = new(
            "make",
            new Dictionary<string, string>
            {
                ["Makefile"] = """
                    .PHONY: build test

                    build:
                    	sh -n sum.sh

                    test: build
                    	sh test.sh

                    """,
                ["sum.sh"] = "add() { echo $(($1 + $2)); }\n",
                ["test.sh"] = """
                    . ./sum.sh
                    echo 1..2
                    failed=0
                    check() { if [ "$2" = "$3" ]; then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi; }
                    check adds "$(add 1 1)" 2
                    check "adds nothing" "$(add 1 0)" 1
                    exit $failed

                    """,
            },
            new Dictionary<string, string?>
            {
                ["sum.sh"] = "add() { echo $(($1 + $2 + $2 - 1)); }\n",
            },
            new Dictionary<string, string?>
            {
                ["test.sh"] = ". ./sum.sh\n",
            },
            "adds nothing"),
    };
}
