namespace Embedded.TestApp;

public sealed record Greeting(string Word);
