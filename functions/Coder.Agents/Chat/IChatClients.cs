using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat;

/// <summary>Makes the client of a model. Clients hold no conversation and may be used by many calls at once; the caller disposes them.</summary>
public interface IChatClients
{
    /// <exception cref="ModelException"><c>missing_key</c>, <c>invalid_model_settings</c> or <c>script_invalid</c>: found before any call.</exception>
    IChatClient Create(ModelSpec spec);
}
