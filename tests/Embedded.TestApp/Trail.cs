using Microsoft.Azure.Functions.Worker;

namespace Embedded.TestApp;

/// <summary>Who saw an invocation, in order.</summary>
public static class Trail
{
    public static List<string> Of(FunctionContext context)
    {
        if (!context.Items.TryGetValue(nameof(Trail), out object? trail))
        {
            context.Items[nameof(Trail)] = trail = new List<string>();
        }

        return (List<string>)trail;
    }
}
