namespace Stripe;

/// <summary>The same list, from an entry on; the caller's options stay as they are.</summary>
internal sealed class NextPage(ListOptions first, string after) : ListOptions
{
    internal ListOptions First => first;

    internal string After => after;
}
