using System.Security.Cryptography;
using System.Text;
using Coder.Accounts;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api.Billing;

/// <summary>Names a request to Stripe by the caller's <c>Idempotency-Key</c>: a repeat is the same request there, and gets the same answer.</summary>
internal static class BillingOperation
{
    private const int KeyCharactersMax = 255;

    /// <exception cref="ApiException">The header is missing or too long.</exception>
    internal static string Of(HttpRequest request, string kind, AccountId account)
    {
        string key = request.Headers["Idempotency-Key"].ToString();
        return key.Length is 0 or > KeyCharactersMax
            ? throw new ApiException(400, "idempotency_key_required", $"Give an `Idempotency-Key` header of 1 to {KeyCharactersMax} characters, a new one for each new request.")
            : $"{kind}/{account.Value}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }
}
