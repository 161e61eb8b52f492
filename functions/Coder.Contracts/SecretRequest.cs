namespace Coder.Contracts;

/// <summary>Body of <c>PUT /v1/projects/{id}/secrets/{name}</c>.</summary>
/// <param name="Value">8 to 16384 characters.</param>
public sealed record SecretRequest(string Value)
{
    // A record prints its members.
    public override string ToString() => nameof(SecretRequest);
}
