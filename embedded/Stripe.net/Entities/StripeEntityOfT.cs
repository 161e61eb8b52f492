namespace Stripe;

public abstract class StripeEntity<T> : StripeEntity
    where T : StripeEntity<T>
{
    public static T FromJson(string value) => StripeJson.Deserialize<T>(value);
}
