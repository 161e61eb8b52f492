namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Every function of the app, found by reflection when the host is built.</summary>
internal interface IFunctionCatalog
{
    IReadOnlyList<FunctionMethod> Functions { get; }
}
