using Coder.Agents.Chat;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Microsoft.Extensions.AI;

namespace Coder.Functions.Runs;

/// <summary>Which model a run's nodes talk to, and its client.</summary>
/// <param name="settings">Keys and addresses, from the host's configuration.</param>
/// <param name="aliases"><c>CODER_MODEL_ALIASES</c>.</param>
/// <param name="defaultModel"><c>CODER_MODEL</c>; null when unset.</param>
public sealed class RunModels(ModelSettings settings, ModelAliases aliases, string? defaultModel, Func<ModelSettings, IChatClients> clients)
{
    /// <summary>The run's own model, else the node's or graph's, else the host's default.</summary>
    /// <exception cref="ModelException"><c>missing_model</c>, or the spec cannot be read.</exception>
    public ModelSpec Resolve(RunRecord run, LlmVisitSpec spec)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(spec);
        return Parse(run.Model ?? spec.Model ?? defaultModel);
    }

    /// <summary>Checks at the start of a run what can be known without a call: the spec, the key, the script file.</summary>
    /// <exception cref="ModelException">Names what is missing and how to give it.</exception>
    public void Check(string? requested, IReadOnlyList<string?> declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        foreach (string? model in declared.Select(d => requested ?? d ?? defaultModel).Distinct())
        {
            clients(settings).Create(Parse(model)).Dispose();
        }
    }

    /// <summary>The model that a run begins with; null when its agent asks none.</summary>
    public ModelSpec? First(string? requested, IReadOnlyList<string?> declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        return declared.Count == 0 ? null : Parse(requested ?? declared[0] ?? defaultModel);
    }

    /// <summary>The model of a node of a run that has not begun.</summary>
    public ModelSpec Of(string? requested, string? declared) => Parse(requested ?? declared ?? defaultModel);

    public IChatClient Open(RunRecord run, ModelSpec model)
    {
        ArgumentNullException.ThrowIfNull(run);
        return clients(settings with { RecordFile = run.Request.Record }).Create(model);
    }

    private ModelSpec Parse(string? model) => model is null
        ? throw new ModelException("missing_model", "No model is chosen. Give --model provider:model (for example anthropic:claude-sonnet-4-5), or set CODER_MODEL.")
        : ModelSpec.Parse(model, aliases);
}
