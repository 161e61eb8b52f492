namespace Azure.Data.Tables.Filters;

/// <param name="Text">The token as written; for a typed literal (<c>guid'…'</c>) its prefix.</param>
/// <param name="Quoted">The text between quotes, unescaped; null when there are none.</param>
/// <param name="Position">Zero-based place in the filter.</param>
internal readonly record struct FilterToken(string Text, string? Quoted, int Position)
{
    internal bool IsEnd => Text.Length == 0 && Quoted is null;

    internal bool IsWord(string word) => Quoted is null && Text == word;
}
