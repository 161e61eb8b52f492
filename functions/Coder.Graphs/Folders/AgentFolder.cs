using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Folders;

/// <summary>An agent's folder as data: what validation and a run need, so that a run can keep the very definition it started with.</summary>
/// <param name="Name">The folder's name: the agent's working name.</param>
/// <param name="Files">Ordered by path.</param>
/// <param name="Siblings">The other agents next to it, by folder name.</param>
/// <param name="Findings">What already failed when it was read (L1, L2, L8, P1).</param>
public sealed record AgentFolder(
    string Name, IReadOnlyList<AgentFile> Files, IReadOnlyDictionary<string, AgentKind> Siblings, IReadOnlyList<GraphFinding> Findings)
{
    public const string GraphFile = "graph.yaml";
    public const string PlainFile = "config.yaml";
    public const int FilesMax = 1000;
    public const int FileBytesMax = 1024 * 1024;
    public const int TotalBytesMax = 8 * 1024 * 1024;

    private string? definitionHash;

    /// <summary>SHA-256 over every path and content, lower-case hex.</summary>
    public string DefinitionHash => definitionHash ??= Hash(Files);

    /// <summary>The prefix of findings' file names; empty: file names alone.</summary>
    public string Location { get; init; } = "";

    /// <summary>The file's content, or null.</summary>
    public AgentFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>Reads a folder (or the folder of a <c>graph.yaml</c>). What is wrong with it becomes findings, never an exception.</summary>
    public static AgentFolder Load(string path) => AgentFolderReader.Read(path);

    internal string FileName(string path) => Location.Length == 0 ? path : $"{Location}/{path}";

    private static string Hash(IEnumerable<AgentFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes(file.Path);
            BinaryPrimitives.WriteInt64LittleEndian(length, name.Length);
            hash.AppendData(length);
            hash.AppendData(name);
            BinaryPrimitives.WriteInt64LittleEndian(length, file.Content.Length);
            hash.AppendData(length);
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
