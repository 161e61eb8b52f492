namespace Stripe;

public interface IHasId
{
    string Id { get; set; }
}
