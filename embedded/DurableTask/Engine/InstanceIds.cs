namespace Microsoft.DurableTask.Engine;

/// <summary>The rule for instance ids, the same as where instances are kept in Azure Storage.</summary>
internal static class InstanceIds
{
    internal const int LengthMax = 100;

    private static readonly char[] Forbidden = ['/', '\\', '#', '?'];

    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    internal static string Checked(string id)
    {
        if (id.Length is 0 or > LengthMax || id.IndexOfAny(Forbidden) >= 0 || id.Any(char.IsControl) || id[0] == '@')
        {
            throw new ArgumentException(
                $"'{id}' is no instance id: use 1 to {LengthMax} characters without / \\ # ? and control characters, not beginning with @.", nameof(id));
        }

        return id;
    }
}
