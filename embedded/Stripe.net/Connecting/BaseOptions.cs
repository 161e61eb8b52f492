namespace Stripe;

/// <summary>The parameters of a request.</summary>
public class BaseOptions : INestedOptions
{
    /// <summary>Paths of what the answer shall have in full instead of its id.</summary>
    public List<string> Expand { get; set; }

    public void AddExpand(string value) => (Expand ??= []).Add(value);
}
