namespace Coder.Testing.Stripe;

/// <summary>What goes wrong with a request.</summary>
public enum StripeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>429, and nothing was done.</summary>
    RateLimit,

    /// <summary>500, and nothing was done.</summary>
    ServerError,

    /// <summary>It was done, and the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>The connection breaks, and nothing was done.</summary>
    Unreachable,
}
