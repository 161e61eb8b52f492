namespace Coder.Graphs.Definition.Source;

internal enum ScalarType
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
}
