namespace Azure.Data.Tables.Rules;

/// <summary>3 to 63 ASCII letters and digits, a letter first; case does not tell tables apart.</summary>
internal static class TableNames
{
    private const int CharactersMin = 3;
    private const int CharactersMax = 63;

    internal static void Check(string name)
    {
        if (name.Length is < CharactersMin or > CharactersMax || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
        {
            throw TableErrors.BadInput(
                "InvalidResourceName", $"'{name}' is no name of a table: it needs {CharactersMin} to {CharactersMax} letters and digits, a letter first.");
        }
    }
}
