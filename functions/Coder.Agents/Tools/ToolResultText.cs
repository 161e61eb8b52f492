namespace Coder.Agents.Tools;

/// <summary>Bounds what a tool tells the model.</summary>
public static class ToolResultText
{
    public const int CharactersMax = 30_000;

    /// <summary>
    /// The text, or its head and tail with a notice between when it is longer than <paramref name="charactersMax"/>; never half a surrogate pair.
    /// </summary>
    public static string Bound(string text, int charactersMax = CharactersMax)
    {
        if (text.Length <= charactersMax)
            return text;

        int head = charactersMax / 2;
        int tail = text.Length - (charactersMax - head);
        if (char.IsLowSurrogate(text[head]))
            head--;
        if (char.IsLowSurrogate(text[tail]))
            tail++;
        return $"{text.AsSpan(0, head)}\n[… {tail - head} of {text.Length} characters left out; ask for less, or for a part …]\n{text.AsSpan(tail)}";
    }
}
