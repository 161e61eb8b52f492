using System.Reflection;
using System.Text.Json.Nodes;
using Coder.Functions.Orchestrations;
using Coder.Tests.Architecture;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Tests.Functions;

/// <summary>The groups that keep calls of models and commands from holding each other up name functions by text.</summary>
public sealed class HostJsonTests
{
    [Fact]
    public void ActivityGroups_EveryName_IsAnActivityAndInOneGroup()
    {
        JsonNode json = JsonNode.Parse(SourceTree.Read("functions/Coder.Functions/host.json"))!;
        string[] grouped = [.. json["extensions"]!["durableTask"]!["activityGroups"]!.AsObject()
            .SelectMany(group => group.Value!["activities"]!.AsArray()).Select(name => name!.ToString())];
        IEnumerable<string> activities = typeof(GraphRun).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(ActivityTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Equal(grouped.Distinct(), grouped);
        Assert.Empty(grouped.Except(activities));
    }
}
