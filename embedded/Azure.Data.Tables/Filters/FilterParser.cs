using System.Globalization;

namespace Azure.Data.Tables.Filters;

/// <summary>Reads an OData filter: comparisons of a property with a literal, joined by <c>and</c>, <c>or</c>, <c>not</c> and parentheses.</summary>
internal ref struct FilterParser
{
    /// <summary>The service's own limit.</summary>
    internal const int ComparisonsMax = 15;

    // Bounds the recursion; the service's limit on comparisons makes deeper nesting pointless.
    private const int DepthMax = 64;

    private FilterLexer _lexer;
    private FilterToken _token;
    private int _comparisons;
    private int _depth;

    private FilterParser(string text)
    {
        _lexer = new FilterLexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="RequestFailedException">InvalidInput, with the place.</exception>
    internal static Filter Parse(string text)
    {
        FilterParser parser = new(text);
        Filter filter = parser.ParseOr();
        return parser._token.IsEnd ? filter : throw FilterLexer.Error(parser._token.Position, $"'{parser._token.Text}' is not expected here");
    }

    private Filter ParseOr()
    {
        Filter left = ParseAnd();
        while (Accept("or"))
        {
            left = new Filter.Or(left, ParseAnd());
        }

        return left;
    }

    private Filter ParseAnd()
    {
        Filter left = ParseNot();
        while (Accept("and"))
        {
            left = new Filter.And(left, ParseNot());
        }

        return left;
    }

    private Filter ParseNot()
    {
        if (++_depth > DepthMax)
        {
            throw FilterLexer.Error(_token.Position, $"it is nested deeper than {DepthMax} levels");
        }

        Filter filter = Accept("not") ? new Filter.Not(ParseNot()) : Accept("(") ? ParseRest() : ParseComparison();
        _depth--;
        return filter;
    }

    private Filter ParseRest()
    {
        Filter inner = ParseOr();
        return Accept(")") ? inner : throw FilterLexer.Error(_token.Position, "')' is missing");
    }

    private Filter.Comparison ParseComparison()
    {
        if (++_comparisons > ComparisonsMax)
        {
            throw FilterLexer.Error(_token.Position, $"it has more than {ComparisonsMax} comparisons");
        }

        FilterToken property = Take();
        if (property.Quoted is not null || property.Text.Length == 0 || !(char.IsLetter(property.Text[0]) || property.Text[0] == '_'))
        {
            throw FilterLexer.Error(property.Position, "the name of a property is expected");
        }

        FilterToken name = Take();
        FilterOperator comparison = name switch
        {
            { Quoted: not null } => throw FilterLexer.Error(name.Position, "an operator is expected"),
            { Text: "eq" } => FilterOperator.Equal,
            { Text: "ne" } => FilterOperator.NotEqual,
            { Text: "gt" } => FilterOperator.Greater,
            { Text: "ge" } => FilterOperator.GreaterOrEqual,
            { Text: "lt" } => FilterOperator.Less,
            { Text: "le" } => FilterOperator.LessOrEqual,
            _ => throw FilterLexer.Error(name.Position, "eq, ne, gt, ge, lt or le is expected"),
        };
        return new Filter.Comparison(property.Text, comparison, Literal(Take()));
    }

    private static object Literal(FilterToken token)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        try
        {
            return token switch
            {
                { Quoted: { } text, Text: "" } => text,
                { Quoted: { } text, Text: "guid" } => Guid.Parse(text),
                { Quoted: { } text, Text: "datetime" } => DateTimeOffset.Parse(text, invariant, Utc),
                { Quoted: { } text, Text: "X" or "binary" } => Convert.FromHexString(text),
                { Quoted: not null } => throw new FormatException($"'{token.Text}' is no type of a literal"),
                { Text: "true" } => true,
                { Text: "false" } => false,
                { Text: [.. var digits, 'L' or 'l'] } => long.Parse(digits, NumberStyles.AllowLeadingSign, invariant),
                _ when int.TryParse(token.Text, NumberStyles.AllowLeadingSign, invariant, out int number) => number,
                _ when long.TryParse(token.Text, NumberStyles.AllowLeadingSign, invariant, out long number) => number,
                _ => double.Parse(token.Text, NumberStyles.Float, invariant),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw FilterLexer.Error(token.Position, $"'{token.Text}' does not begin a literal that can be read ({e.Message})");
        }
    }

    private bool Accept(string word)
    {
        if (!_token.IsWord(word))
        {
            return false;
        }

        Take();
        return true;
    }

    private FilterToken Take()
    {
        FilterToken taken = _token;
        _token = _lexer.Next();
        return taken;
    }
}
