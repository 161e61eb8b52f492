using Coder.Contracts;
using Coder.Functions;
using Coder.Functions.Api;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

if (args is [SandboxCheck.Argument])
{
    await using Stream output = Console.OpenStandardOutput();
    await SandboxCheckup.WriteAsync(output);
    return;
}

// Before any expression is made. Schemas of graphs bring patterns that a library matches with backtracking, on what a model wrote.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(10));

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
// After the line above: the middleware needs the HTTP context that it brings.
builder.UseMiddleware<ApiMiddleware>();
builder.Services.AddCoder(builder.Configuration);
builder.Build().Run();
