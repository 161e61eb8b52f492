targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment; names the resource group and salts the other names.')
param environmentName string

@minLength(1)
@description('Azure region; one where Flex Consumption is offered.')
param location string

@description('Model that runs use when a request names none, like anthropic:claude-sonnet-4-5. Empty: every request has to name one.')
param model string = ''

@minValue(1)
@maxValue(1000)
@description('Most instances that the function app scales out to.')
param instancesMax int = 40

@secure()
@description('Secret key of Stripe. Empty: nothing is sold.')
param stripeSecretKey string = ''

@secure()
@description('Signing secret of the endpoint /webhooks/stripe. Empty: no event is taken.')
param stripeWebhookSecret string = ''

@description('Where customers come back to from Stripe when a request names no address.')
param billingReturnUrl string = ''

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  scope: group
  name: 'resources'
  params: {
    location: location
    tags: tags
    salt: uniqueString(subscription().id, environmentName, location)
    model: model
    instancesMax: instancesMax
    stripeSecretKey: stripeSecretKey
    stripeWebhookSecret: stripeWebhookSecret
    billingReturnUrl: billingReturnUrl
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output CODER_FUNCTION_APP string = resources.outputs.functionAppName
output CODER_URL string = resources.outputs.url
