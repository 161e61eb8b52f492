namespace Coder.Audit;

/// <summary>Who acts. Others than these have a name of their own.</summary>
public static class AuditActors
{
    /// <summary>Nobody asked for it at that moment: a deadline, a rule, a timer.</summary>
    public const string Platform = "platform";

    /// <summary>A webhook of the payment provider.</summary>
    public const string Stripe = "stripe";

    /// <param name="keyId">Public id of the key, never the key.</param>
    public static string Key(string keyId) => $"key/{keyId}";

    public static string GitHub(string login) => $"github/{login}";
}
