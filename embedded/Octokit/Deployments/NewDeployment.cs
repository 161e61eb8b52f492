using System.Collections.ObjectModel;

namespace Octokit;

public class NewDeployment
{
    public NewDeployment(string @ref) => Ref = @ref;

    public string Ref { get; }

    public string Task { get; set; }

    public bool? AutoMerge { get; set; }

    /// <summary>Checks that must have passed; empty asks for none, null for all.</summary>
    public Collection<string> RequiredContexts { get; set; }

    public string Environment { get; set; }

    public string Description { get; set; }

    public bool? TransientEnvironment { get; set; }

    public bool? ProductionEnvironment { get; set; }
}
