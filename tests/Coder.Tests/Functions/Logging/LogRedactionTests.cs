using System.Text;
using Coder.Testing;
using Coder.Tests.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coder.Tests.Functions.Logging;

/// <summary>What the host logs about itself, on the console above all.</summary>
public sealed partial class LogRedactionTests : IDisposable
{
    private const string Setting = "canary/setting+0123456789?", Variable = "canary/variable+0123456789?";

    private readonly RunHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Log_SecretsOfTheHostAndItsRuns_AreNeitherInMessagesNorValuesNorExceptions()
    {
        _home.Script("""{"version": 1, "visits": []}""");
        await using RunHost host = await RunHost.StartAsync(_home, "--OPENAI_API_KEY", Setting);
        await host.StartRunAsync(
            _home.Agent("idle", "name: idle\nversion: '1.0'\nstart: done\nvariables: [{name: api_token, description: d, default: none}]\nnodes: {done: {type: end, outcome: complete, output: CODER_COMPLETE}}\n"),
            request => request with { Variables = new Dictionary<string, string> { ["api_token"] = Variable } });
        string key = await File.ReadAllTextAsync(Path.Combine(_home.Path, "key"), TestContext.Current.CancellationToken);
        KeptLog log = new();
        host.Service<ILoggerFactory>().AddProvider(log);
        ILogger logger = host.Service<ILoggerFactory>().CreateLogger("Test");

        foreach (string secret in new[] { Setting, Variable, key.Trim() })
        {
            Say(logger, secret, new InvalidOperationException($"about {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{secret}y"))}"));
            using IDisposable? scope = logger.BeginScope(new Dictionary<string, object?> { ["scope"] = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)) });

            Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{secret}y"))[4..^4], log.Text, StringComparison.Ordinal);
        }

        Assert.Contains("it says [redacted]", log.Text, StringComparison.Ordinal);
        Assert.Contains("[What, [redacted]]", log.Text, StringComparison.Ordinal);
        Assert.Matches(@"System\.InvalidOperationException: about \w{0,3}\[redacted\]", log.Text);
    }

    [Fact]
    public async Task Log_WithoutSecrets_IsAsItWas()
    {
        KeptLog log = new();
        using RunHome home = new() { Services = services => services.AddSingleton<ILoggerProvider>(log) };
        await using RunHost host = await RunHost.StartAsync(home);
        InvalidOperationException failure = new("as it was");

        Say(host.Service<ILogger<LogRedactionTests>>(), "something", failure);

        Assert.Contains($"it says something [What, something] [{{OriginalFormat}}, it says {{What}}] as it was {failure}", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[redacted]", log.Text, StringComparison.Ordinal);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "it says {What}")]
    private static partial void Say(ILogger logger, string what, Exception exception);
}
