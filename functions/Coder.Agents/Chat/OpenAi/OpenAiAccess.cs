using System.ClientModel.Primitives;

namespace Coder.Agents.Chat.OpenAi;

/// <param name="Provider">For messages.</param>
/// <param name="BaseUrl">Ends where <c>/chat/completions</c> begins.</param>
/// <param name="Policy">Signs the calls.</param>
/// <param name="ApiKey">Taken out of messages; null when none is used.</param>
internal sealed record OpenAiAccess(string Provider, Uri BaseUrl, AuthenticationPolicy Policy, string? ApiKey);
