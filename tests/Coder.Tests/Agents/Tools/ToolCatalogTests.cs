using Coder.Agents.Tools;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Tools;

public sealed class ToolCatalogTests
{
    [Theory]
    [InlineData("fs_cat", "fs_cat")]
    [InlineData("fs_cat.sh", "fs_cat")]
    [InlineData("execute_command.py", "execute_command")]
    [InlineData("fs_cat.exe", null)]
    [InlineData("FS_CAT", null)]
    [InlineData("all", null)]
    [InlineData("", null)]
    public void Resolve_Name_WithOrWithoutEnding(string name, string? known) => Assert.Equal(known, ToolCatalog.Resolve(name));

    [Fact]
    public void Declarations_AnyOrder_AreTheSame()
    {
        IEnumerable<string> names = ToolCatalog.Declarations(["fs_write.sh", "fs_cat", "fs_write"]).Select(tool => tool.Name);
        Assert.Equal(["fs_cat", "fs_write"], names);
        Assert.Equal(names, ToolCatalog.Declarations(["fs_cat", "fs_write"]).Select(tool => tool.Name));
    }

    [Fact]
    public void Declarations_UnknownName_IsNamed() =>
        Assert.Contains("'fs_nope'", Assert.Throws<ArgumentException>(() => ToolCatalog.Declarations(["fs_nope"])).Message);

    [Fact]
    public void Declarations_EveryTool_HasSchemaAndDescription()
    {
        foreach (AIFunctionDeclaration tool in ToolCatalog.Declarations(ToolCatalog.Names).Cast<AIFunctionDeclaration>())
        {
            Assert.Equal("object", tool.JsonSchema.GetProperty("type").GetString());
            Assert.NotEmpty(tool.Description);
            Assert.Matches("^[a-z_]{1,64}$", tool.Name);
        }
    }

    [Fact]
    public void ReadsOnly_WritersAndUnknown_AreNot() => Assert.Equal(
        ["execute_command", "fs_mkdir", "fs_patch", "fs_rm", "fs_write"],
        ToolCatalog.Names.Append("unknown").Where(name => !ToolCatalog.ReadsOnly(name)).Except(["unknown"]).Order());
}
