namespace Coder.Durable.Conformance;

public sealed class QueryTests
{
    [Fact]
    public async Task Get_OfAnUnknownInstance_IsNull()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);

        Assert.Null(await host.Client.GetInstanceAsync($"nobody-{Guid.NewGuid():N}"));
    }

    [Fact]
    public async Task Get_WithoutPayloads_HasNone()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = (await host.RunAsync("Echo", "secret")).InstanceId;

        OrchestrationMetadata bare = (await host.Client.GetInstanceAsync(id))!;
        OrchestrationMetadata full = (await host.Client.GetInstanceAsync(id, true))!;

        Assert.Equal((null, null), (bare.SerializedInput, bare.SerializedOutput));
        Assert.Equal(("secret", "secret"), (full.ReadInputAs<string>(), full.ReadOutputAs<string>()));
        Assert.Equal(("Echo", id, OrchestrationRuntimeStatus.Completed), (full.Name, full.InstanceId, full.RuntimeStatus));
        Assert.True(full.LastUpdatedAt >= full.CreatedAt);
    }

    [Fact]
    public async Task List_InPages_ShowsEveryInstanceOnce()
    {
        string prefix = NewPrefix();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string[] ids = await RunAsync(host, prefix, 7);
        OrchestrationQuery query = new(InstanceIdPrefix: prefix, PageSize: 3);

        List<Page<OrchestrationMetadata>> pages = await ToListAsync(host.Client.GetAllInstancesAsync(query).AsPages());

        Assert.All(pages, page => Assert.True(page.Values.Count <= 3));
        Assert.Equal(ids, pages.SelectMany(page => page.Values).Select(metadata => metadata.InstanceId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_FromAContinuationToken_GoesOnThere()
    {
        string prefix = NewPrefix();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string[] ids = await RunAsync(host, prefix, 5);
        AsyncPageable<OrchestrationMetadata> all = host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: prefix, PageSize: 2));
        Page<OrchestrationMetadata> first = (await ToListAsync(all.AsPages()))[0];

        List<Page<OrchestrationMetadata>> rest = await ToListAsync(all.AsPages(first.ContinuationToken));

        Assert.Equal(
            ids.Except(first.Values.Select(metadata => metadata.InstanceId)),
            rest.SelectMany(page => page.Values).Select(metadata => metadata.InstanceId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_ByStatus_ShowsThoseOnly()
    {
        string prefix = NewPrefix();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        await RunAsync(host, prefix, 2);
        string waiting = await host.BeginAsync("Wait", id: $"{prefix}-waiting");

        OrchestrationQuery running = new(Statuses: [OrchestrationRuntimeStatus.Running], InstanceIdPrefix: prefix);

        Assert.Equal([waiting], await IdsAsync(host, running));
    }

    [Fact]
    public async Task List_ByCreation_ShowsThoseOnly()
    {
        string prefix = NewPrefix();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string[] ids = await RunAsync(host, prefix, 3);
        DateTimeOffset second = (await host.Client.GetInstanceAsync(ids[1]))!.CreatedAt;

        Assert.Equal(ids[1..], await IdsAsync(host, new OrchestrationQuery(CreatedFrom: second, InstanceIdPrefix: prefix)));
        Assert.Equal(ids[..2], await IdsAsync(host, new OrchestrationQuery(CreatedTo: second, InstanceIdPrefix: prefix)));
    }

    [Fact]
    public async Task List_WithInputsAndOutputs_HasThem()
    {
        string prefix = NewPrefix();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        await RunAsync(host, prefix, 1);

        List<OrchestrationMetadata> bare = await ToListAsync(host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: prefix)));
        List<OrchestrationMetadata> full = await ToListAsync(
            host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: prefix, FetchInputsAndOutputs: true)));

        Assert.Null(Assert.Single(bare).SerializedOutput);
        Assert.Equal("0", Assert.Single(full).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_OfAnEndedInstance_DeletesIt()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = (await host.RunAsync("Echo", "gone")).InstanceId;

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);

        Assert.Null(await host.Client.GetInstanceAsync(id));
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Purge_ByFilter_DeletesWhatItNames()
    {
        string prefix = NewPrefix();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string[] ids = await RunAsync(host, prefix, 3);
        DateTimeOffset begin = (await host.Client.GetInstanceAsync(ids[0]))!.CreatedAt;
        string failed = (await host.RunAsync("Fail")).InstanceId;
        string waiting = await host.BeginAsync("Wait", id: $"{prefix}-waiting");

        PurgeResult result = await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(begin, DateTimeOffset.UtcNow, [OrchestrationRuntimeStatus.Completed]));

        Assert.Equal(3, result.PurgedInstanceCount);
        Assert.Equal([waiting], await IdsAsync(host, new OrchestrationQuery(InstanceIdPrefix: prefix)));
        Assert.NotNull(await host.Client.GetInstanceAsync(failed));
    }

    private static string NewPrefix() => $"query-{Guid.NewGuid():N}";

    private static void Register(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("Go"))
        .AddOrchestratorFunc<string, string>("Echo", (_, input) => input)
        .AddOrchestratorFunc<int>("Fail", int (_) => throw new InvalidOperationException("as asked"));

    private static async Task<string[]> RunAsync(ConformanceHost host, string prefix, int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"{prefix}-{i}")];
        for (int i = 0; i < count; i++)
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", $"{i}", new StartOrchestrationOptions(ids[i]));
            await host.EndAsync(ids[i]);
        }

        return ids;
    }

    private static async Task<IEnumerable<string>> IdsAsync(ConformanceHost host, OrchestrationQuery query) =>
        (await ToListAsync(host.Client.GetAllInstancesAsync(query))).Select(metadata => metadata.InstanceId).Order(StringComparer.Ordinal);

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> values)
    {
        List<T> list = [];
        await foreach (T value in values)
        {
            list.Add(value);
        }

        return list;
    }
}
