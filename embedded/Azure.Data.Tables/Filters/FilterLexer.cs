using System.Text;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables.Filters;

/// <summary>Cuts a filter into parentheses, words, numbers and quoted literals.</summary>
internal ref struct FilterLexer(string text)
{
    private int _position = 0;

    internal FilterToken Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        int start = _position;
        if (start == text.Length)
        {
            return new FilterToken(string.Empty, null, start);
        }

        if (text[start] is '(' or ')')
        {
            _position++;
            return new FilterToken(text[start].ToString(), null, start);
        }

        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_' or '.' or '-' or '+'))
        {
            _position++;
        }

        string word = text[start.._position];
        string? quoted = _position < text.Length && text[_position] == '\'' ? Quoted() : null;
        return word.Length == 0 && quoted is null ? throw Error(start, $"the character '{text[start]}' has no meaning") : new FilterToken(word, quoted, start);
    }

    internal static RequestFailedException Error(int position, string what) =>
        TableErrors.BadInput(TableErrorCode.InvalidInput, $"The filter cannot be read at character {position + 1}: {what}.");

    private string Quoted()
    {
        int start = _position++;
        StringBuilder value = new();
        while (_position < text.Length)
        {
            char c = text[_position++];
            if (c != '\'')
            {
                value.Append(c);
            }
            else if (_position < text.Length && text[_position] == '\'')
            {
                value.Append('\'');
                _position++;
            }
            else
            {
                return value.ToString();
            }
        }

        throw Error(start, "the quote is not closed");
    }
}
