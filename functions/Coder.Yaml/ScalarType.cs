namespace Coder.Yaml;

public enum ScalarType
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
}
