namespace Octokit;

/// <summary>What a reference points to.</summary>
public class TagObject : GitReference
{
    public StringEnum<TaggedType> Type { get; private set; }
}
