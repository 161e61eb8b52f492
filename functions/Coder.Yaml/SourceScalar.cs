namespace Coder.Yaml;

/// <param name="plain">True: written without quotes, so it may be a number, a boolean or null.</param>
public sealed class SourceScalar(SourceMark mark, string text, bool plain) : SourceNode(mark, 1, 1)
{
    public string Text { get; } = text;

    public ScalarType Type { get; } = plain ? ScalarSchema.TypeOf(text) : ScalarType.Text;

    public override string Kind => Type switch
    {
        ScalarType.Null => "nothing",
        ScalarType.Boolean => "a boolean",
        ScalarType.Integer or ScalarType.Float => "a number",
        _ => "text",
    };
}
